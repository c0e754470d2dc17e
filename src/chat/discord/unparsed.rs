//! Events that serenity can't read. It drops them and says so in its log only, with all that they hold; here they are counted and named,
//! and what people wrote stays out of the log.

use std::fmt::{self, Write as _};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

const READER: &str = "serenity::gateway::ws";
const SIGN: &str = "Err deserializing";

/// Counts what serenity reports as unreadable. It belongs beside the log, with no filter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unparsed;

impl<S: Subscriber> Layer<S> for Unparsed {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != READER {
            return;
        }
        let mut message = Message::default();
        event.record(&mut message);
        if message.0.starts_with(SIGN) {
            let kind = kind(&message.0);
            // The log is written to outside of the log.
            match tokio::runtime::Handle::try_current() {
                Ok(runtime) => drop(runtime.spawn(async move { count(&kind) })),
                Err(_) => metrics::counter!("ansatz_discord_unparsed_total").increment(1),
            }
        }
    }
}

/// One more, of this kind.
pub fn count(kind: &str) {
    metrics::counter!("ansatz_discord_unparsed_total").increment(1);
    tracing::warn!(kind, "Discord sent an event that can't be read");
}

/// The event's name in the text that serenity logs: `"t":"MESSAGE_CREATE"`.
fn kind(text: &str) -> String {
    let name = text.split_once("\"t\":\"").map_or("", |(_, rest)| rest.split('"').next().unwrap_or_default());
    let is_name =
        !name.is_empty() && name.len() < 64 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if is_name { name.to_owned() } else { "unknown".to_owned() }
}

#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            let _ = write!(self.0, "{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn the_event_is_named() {
        assert_eq!(kind(r#"Err deserializing text: x; text: {"op":0,"t":"MESSAGE_CREATE","d":{}}"#), "MESSAGE_CREATE");
        assert_eq!(kind("Err deserializing bytes: x"), "unknown");
    }
}
