//! The stand-in Discord itself: real clients live on it, what it sends is what Discord would, and its limits are
//! Discord's.

mod alone;
mod client;
mod clients;
mod errors;
mod load;
mod people;
mod room;
mod shapes;
