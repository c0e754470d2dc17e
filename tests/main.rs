//! The single integration test binary: one module a subject.

mod bad_input;
mod bank;
mod cli;
mod crash;
mod discord;
mod discord_stand_in;
#[cfg(all(feature = "embedded", unix))]
mod embedded;
mod evidence;
mod forgetting;
mod fuzz;
mod gradients;
mod import;
mod layers;
mod leases;
mod organisers;
mod outage;
mod page;
mod planning;
mod play;
mod posting;
mod processes;
mod regrading;
mod rereads;
mod room_http;
mod run;
mod sandbox;
mod schedule;
mod servers;
mod snippets;
mod store;
mod stuck;
mod support;
mod why;
mod words;
