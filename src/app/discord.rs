//! Discord beside the room: a second engine on the same store.

use rand::rngs::StdRng;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::bank::Bank;
use crate::chat::discord::{self, API_BASE, DiscordConfig, Shards, Token};
use crate::chat::words;
use crate::config::{Answers, Config, DiscordSettings};
use crate::engine::{Clock, Engine, Parts, Prover, Settings, Writer};
use crate::store::Store;

const EVENTS: usize = 4_096;
const NOTICES: usize = 256;

/// What both engines share.
pub(super) struct Shared {
    pub store: Store,
    pub bank: Arc<Bank>,
    pub settings: Settings,
    pub clock: Clock,
    pub random: StdRng,
    pub writer: Writer,
    pub prover: Option<Arc<Prover>>,
    pub stop: CancellationToken,
}

/// A connection to Discord with its engine.
pub(super) struct Connected {
    pub running: JoinHandle<()>,
    pub gateway: JoinHandle<()>,
}

/// What the environment and the configuration say; `None` without a token.
fn settings(config: &DiscordSettings) -> anyhow::Result<Option<DiscordConfig>> {
    let token = std::env::var("DISCORD_TOKEN").ok().and_then(|text| Token::new(&text));
    let Some(token) = token else {
        if *config != DiscordSettings::default() {
            tracing::warn!("{}", words::discord_token_missing());
        }
        return Ok(None);
    };
    Ok(Some(DiscordConfig {
        token,
        api_base: config.api_base.clone().unwrap_or_else(|| API_BASE.to_owned()),
        development_server: config.development_server,
        shards: config.shards.as_deref().map(str::parse::<Shards>).transpose()?,
    }))
}

/// Connects when there is a token.
pub(super) async fn start(config: &Config, shared: Shared) -> anyhow::Result<Option<Connected>> {
    let Some(discord) = settings(&config.chat.discord)? else { return Ok(None) };
    let (events, incoming) = mpsc::channel(EVENTS);
    let (notices, noticed) = mpsc::channel(NOTICES);
    let (chat, gateway) = discord::start(discord, events, notices, shared.stop.clone()).await?;
    // The configuration's schedules are the room's; a server's are made with `/quiz schedule add`.
    let settings = Settings {
        schedules: Vec::new(),
        question_at_start: None,
        private: config.chat.discord.answers == Answers::Private,
        ..shared.settings
    };
    let engine = Engine::new(Parts {
        store: shared.store,
        chat,
        bank: shared.bank,
        settings,
        clock: shared.clock,
        random: shared.random,
        writer: shared.writer,
        prover: shared.prover,
        stop: shared.stop,
    });
    let running = tokio::spawn(engine.run(incoming, noticed));
    Ok(Some(Connected { running, gateway }))
}
