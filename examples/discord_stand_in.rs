//! A stand-in for Discord by itself: `cargo run --example discord_stand_in [port]`.

#[path = "../tests/support/discord/mod.rs"]
mod discord;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    discord::alone::run_alone(std::env::args().nth(1).and_then(|port| port.parse().ok())).await
}
