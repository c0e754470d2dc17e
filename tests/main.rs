//! What is tested with files and servers.

mod bank;
mod import;
