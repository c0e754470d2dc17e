//! The composition root: the only file that knows every module. It opens the store, starts the engine and the room, joins them,
//! and owns shutdown.

mod discord;
mod ports;
mod settings;

pub use settings::{load_bank, settings};

use anyhow::Context;
use directories::ProjectDirs;
use jiff::Timestamp;
use metrics_exporter_prometheus::PrometheusHandle;
use rand::rngs::{StdRng, SysRng};
use rand::{SeedableRng, TryRng};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::chat::room::{self, Room, RoomConfig};
use crate::config::{Config, DatabaseSettings};
use crate::engine::{Clock, Engine, Parts, Prover, Writer};
use crate::store::{Limits, Opened, Source};
use crate::why::pool::Pool;

/// Events between the adapters and the engine.
const EVENTS: usize = 4_096;
/// What is left of a stop is abandoned after this; the next start takes it up.
const STOP_DEADLINE: Duration = Duration::from_secs(10);
const DEFAULT_PORT: u16 = 8080;

/// Where the data is: the server DATABASE_URL names, or a folder.
///
/// # Errors
/// When there is neither and the platform has no data folder to offer.
pub fn source(data_dir: Option<PathBuf>) -> anyhow::Result<Source> {
    match std::env::var("DATABASE_URL") {
        Ok(address) if !address.trim().is_empty() => return Ok(Source::Server(address)),
        _ => {}
    }
    let folder = match data_dir {
        Some(folder) => folder,
        None => ProjectDirs::from("", "", "ansatz")
            .map(|folders| folders.data_dir().to_owned())
            .context("this machine names no data folder; say where with --data-dir FOLDER, or set DATABASE_URL")?,
    };
    Ok(Source::Embedded(folder))
}

/// Opens the store as configured.
pub async fn open(source: &Source, settings: &DatabaseSettings) -> anyhow::Result<Opened> {
    let wait = Duration::try_from(settings.wait)?;
    Ok(Opened::open(source, Limits { connections: settings.connections, wait }).await?)
}

/// Runs the bot until it is told to stop. The room's address is printed when questions can be answered there.
///
/// # Errors
/// Each with a sentence that its organiser can act on: no questions, an unusable data folder or database, a taken port.
pub async fn serve(config: &Config, source: &Source, metrics: PrometheusHandle) -> anyhow::Result<()> {
    let bank = Arc::new(load_bank(config)?);
    let settings = settings(config)?;
    let stop = CancellationToken::new();
    let mut signals = Signals::new()?;
    let opened = tokio::select! {
        opened = open(source, &config.database) => opened?,
        () = signals.received() => return Ok(()),
    };
    let store = opened.store.clone();
    let (writer, writing) = Writer::start(store.clone());
    let (events, incoming) = mpsc::channel(EVENTS);
    let (pool, prover) = programs(config, &stop)?.unzip();
    let ports = Arc::new(ports::Ports::new(store.clone(), metrics));
    let room_ports = room::Ports { archive: ports.clone(), boards: ports.clone(), health: ports.clone() };
    let opening = Room::start(room_config(config), room_ports, events, stop.clone()).await;
    let (room, address, serving) = match opening {
        Ok(open) => open,
        Err(error) => {
            opened.close().await;
            return Err(error.into());
        }
    };
    let clock: Clock = Arc::new(Timestamp::now);
    let shared = discord::Shared {
        store: store.clone(),
        bank: bank.clone(),
        settings: settings.clone(),
        clock: clock.clone(),
        random: random()?,
        writer: writer.clone(),
        prover: prover.clone(),
        stop: stop.clone(),
    };
    let random = random()?;
    let parts = Parts { store, chat: room, bank, settings, clock, random, writer, prover, stop: stop.clone() };
    let engine = Engine::new(parts);
    ports.connect(&engine);
    // The room's own messages are the only ones in it, and nobody deletes them.
    let (_, no_notices) = mpsc::channel(1);
    let running = tokio::spawn(engine.clone().run(incoming, no_notices));
    let mut discord = Ok(None);
    let started = tokio::select! {
        connected = async {
            let connected = discord::start(config, shared).await;
            engine.running().await;
            connected
        } => {
            discord = connected;
            discord.is_ok()
        }
        () = signals.received() => false,
    };
    if started {
        // The last line on stdout: scripts wait for it. A closed stdout is no reason to stop.
        let _ = writeln!(std::io::stdout(), "http://{address}/");
        signals.received().await;
    }
    tracing::info!("stopping; what is under way is finished first");
    stop.cancel();
    let drain = async {
        // Each ends because the one before it has: the engine's events, the room's connections, the writer's queue.
        let _ = running.await;
        if let Ok(Some(connected)) = &mut discord {
            let _ = (&mut connected.running).await;
            let _ = (&mut connected.gateway).await;
        }
        if let Some(pool) = pool {
            pool.close();
        }
        let _ = serving.await;
        drop((engine, ports));
        let _ = writing.await;
        opened.close().await;
    };
    tokio::select! {
        () = drain => {}
        () = tokio::time::sleep(STOP_DEADLINE) => tracing::warn!("stopped before everything had ended; the next start takes it up"),
        () = signals.received() => tracing::warn!("stopped at once; the next start takes up what was under way"),
    }
    // What keeps it off Discord is the organiser's to mend.
    discord.map(drop)
}

/// What runs programs, if they are to be run.
fn programs(config: &Config, stop: &CancellationToken) -> anyhow::Result<Option<(Pool, Arc<Prover>)>> {
    let Some((pool, limits)) = settings::programs(config) else { return Ok(None) };
    let pool = Pool::start(pool).context("the processes that programs run in can't be started")?;
    Ok(Some((pool.clone(), Arc::new(Prover::new(pool, limits, stop.clone())))))
}

fn room_config(config: &Config) -> RoomConfig {
    RoomConfig {
        bind: config.room.bind,
        port: config.room.port.unwrap_or(DEFAULT_PORT),
        port_is_fixed: config.room.port.is_some(),
        host_names: config.room.hosts.clone(),
    }
}

/// The generator that questions, orders and marks come from, seeded by the system's.
fn random() -> anyhow::Result<StdRng> {
    let mut seed = <StdRng as SeedableRng>::Seed::default();
    SysRng.try_fill_bytes(&mut seed).context("the system has no random numbers to give")?;
    Ok(StdRng::from_seed(seed))
}

/// SIGINT and SIGTERM; Ctrl-C elsewhere.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    #[cfg(unix)]
    async fn received(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn new() -> std::io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn received(&mut self) {
        // An error means that no signal can ever arrive; then only the task's end stops it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
