//! What each command does, and how it ends: 0 when it did it, 1 when it could not, with a sentence on stderr.

use anyhow::Context;
use clap::CommandFactory;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use super::{Cli, Command, Export, Exported, Global, Import, Rebuild, Schedule};
use crate::app;
use crate::bank::{self, Bank, Severity};
use crate::chat::discord::unparsed::Unparsed;
use crate::chat::room::Room;
use crate::config::{self, Config, LogFormat};
use crate::quiz::Window;
use crate::store::{self, Source};

/// Runs the command and says how it ended.
pub fn run(cli: Cli) -> ExitCode {
    match execute(cli) {
        Ok(code) => code,
        // Whoever reads our output has gone: nothing more to say, and nothing went wrong.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "ansatz: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { command, global, serve } = cli;
    let mut config = match &global.config {
        Some(path) => config::read(path)?,
        None => Config::default(),
    };
    match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(serve) => {
            log(&config, &global)?;
            config.room.port = serve.port.or(config.room.port);
            config.room.bind = serve.bind.unwrap_or(config.room.bind);
            config.chat.discord.shards = serve.shards.map(|shards| shards.to_string()).or(config.chat.discord.shards);
            if !serve.bank.is_empty() {
                config.bank = serve.bank;
            }
            let metrics = PrometheusBuilder::new()
                .set_buckets_for_metric(
                    Matcher::Suffix("_seconds".into()),
                    &[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
                )?
                .install_recorder()?;
            let source = source(&global)?;
            wait_for(async { app::serve(&config, &source, metrics).await })?;
        }
        Command::Run(run) => return super::run::run(&run),
        Command::Check(check) => return super::check::check(&config, &check),
        Command::Why(why) => return super::why::why(&config, &why),
        Command::Import(import) => return self::import(&import),
        Command::Export(export) => {
            log(&config, &global)?;
            self::export(&config, &global, &export)?;
        }
        Command::Migrate => {
            log(&config, &global)?;
            let source = source(&global)?;
            wait_for(async {
                app::open(&source, &config.database).await?.close().await;
                Ok(())
            })?;
            writeln!(std::io::stdout(), "The database is up to date.")?;
        }
        Command::Rebuild(rebuild) => {
            log(&config, &global)?;
            self::rebuild(&config, &global, &rebuild)?;
        }
        Command::Schedule(schedule) => self::schedule(&config, &schedule)?,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "ansatz", &mut script);
            std::io::stdout().write_all(&script)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the data is, ready to be opened.
fn source(global: &Global) -> anyhow::Result<Source> {
    let source = app::source(global.data_dir.clone())?;
    source.prepare()?;
    Ok(source)
}

pub(super) fn wait_for<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Logs go to stderr; stdout is for what a command was asked for.
fn log(config: &Config, global: &Global) -> anyhow::Result<()> {
    let filter = match std::env::var("RUST_LOG") {
        Ok(filter) if !filter.is_empty() => EnvFilter::try_new(filter).context("RUST_LOG can't be read")?,
        _ => EnvFilter::try_new(&config.log.filter)?,
    };
    let logs = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let logs = match global.log_format.unwrap_or(config.log.format) {
        LogFormat::Json => logs.json().flatten_event(true).with_filter(filter).boxed(),
        LogFormat::Human => {
            logs.with_ansi(std::io::stderr().is_terminal()).with_target(false).with_filter(filter).boxed()
        }
    };
    // It counts what a filter may hide.
    let unparsed = Unparsed.with_filter(LevelFilter::WARN);
    tracing_subscriber::registry()
        .with(logs)
        .with(unparsed)
        .try_init()
        .map_err(|error| anyhow::anyhow!("logging can't be started: {error}"))
}

fn configured(config: &Config) -> Vec<bank::Question> {
    super::check::configured(config, &[]).0.into_iter().map(|sourced| sourced.question).collect()
}

pub(super) fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn import(import: &Import) -> anyhow::Result<ExitCode> {
    let (questions, problems) = bank::import_path(&import.file);
    let mut err = std::io::stderr().lock();
    for problem in &problems {
        writeln!(err, "{problem}")?;
    }
    let yaml = bank::to_yaml(&questions)?;
    match &import.output {
        None if questions.is_empty() => {}
        None => std::io::stdout().write_all(yaml.as_bytes())?,
        Some(path) if path.exists() && !import.force => {
            anyhow::bail!("{} exists already; give another name, or --force to replace it", path.display())
        }
        Some(path) if questions.is_empty() => {
            anyhow::bail!("nothing could be imported, so {} was not written", path.display())
        }
        Some(path) => write_whole(path, &yaml)?,
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    writeln!(err, "{} imported, {}", plural(questions.len(), "question"), plural(errors, "error"))?;
    Ok(if errors == 0 && !questions.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes beside the file and renames, so that a full disk leaves the old file as it was.
fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut name = path.file_name().context("the output needs a file name")?.to_owned();
    name.push(".partial");
    let partial = path.with_file_name(name);
    let written = std::fs::write(&partial, text).and_then(|()| std::fs::rename(&partial, path));
    if let Err(error) = written {
        // What is left of a failed write helps nobody.
        let _ = std::fs::remove_file(&partial);
        return Err(error).with_context(|| format!("{} can't be written", path.display()));
    }
    Ok(())
}

fn export(config: &Config, global: &Global, export: &Export) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if export.what == Exported::Questions {
        out.write_all(bank::to_yaml(&configured(config))?.as_bytes())?;
        return Ok(out.flush()?);
    }
    let window: Window =
        export.window.parse().map_err(|_| anyhow::anyhow!("--window is day, week, month, season or all"))?;
    let source = source(global)?;
    let settings = app::settings(config)?;
    wait_for(async {
        let opened = app::open(&source, &config.database).await?;
        let written = match export.what {
            Exported::Answers => answers(&opened.store, &mut out).await,
            _ => board(&opened.store, &settings.calendar, window, &mut out).await,
        };
        opened.close().await;
        written
    })?;
    Ok(out.flush()?)
}

async fn answers(store: &store::Store, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "id,round,question,platform,person,name,action,options,value,at")?;
    let mut last = 0;
    loop {
        let page = store::ledger_page(store.pool(), last, 1_000).await?;
        let Some(end) = page.last() else { return Ok(()) };
        last = end.id;
        for line in page {
            let bits = line.choices.unwrap_or(0);
            let options: String = (0_u8..15).filter(|i| bits & (1 << i) != 0).map(|i| char::from(b'A' + i)).collect();
            let fields = [
                line.id.to_string(),
                line.mark,
                line.question_id,
                line.platform,
                line.person,
                line.name,
                line.action,
                options,
                line.value.unwrap_or_default(),
                line.occurred_at.to_string(),
            ];
            writeln!(out, "{}", fields.map(|field| csv(&field)).join(","))?;
        }
    }
}

async fn board(
    store: &store::Store,
    calendar: &crate::quiz::Calendar,
    window: Window,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let place = store::ensure_place(store.pool(), &Room::place()).await?;
    let starts_on = calendar.window_start(window, jiff::Timestamp::now());
    let (rows, _) = store::board_top(store.pool(), place, window, starts_on, i64::MAX).await?;
    let ranks = crate::quiz::board::rank(&rows.iter().map(|row| (row.points, row.answered)).collect::<Vec<_>>());
    writeln!(out, "rank,name,points,right,answered")?;
    for (rank, row) in ranks.into_iter().zip(rows) {
        writeln!(out, "{rank},{},{},{},{}", csv(&row.name), row.points, row.fully_right, row.answered)?;
    }
    Ok(())
}

/// One field of RFC 4180. A leading `=`, `+`, `-` or `@` of a name would be run as a formula by a spreadsheet, so it gets an apostrophe.
fn csv(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

fn rebuild(config: &Config, global: &Global, rebuild: &Rebuild) -> anyhow::Result<()> {
    let source = source(global)?;
    let settings = app::settings(config)?;
    let bank = if rebuild.with_bank { Some(app::load_bank(config)?) } else { None };
    let rebuilt = wait_for(async {
        let opened = app::open(&source, &config.database).await?;
        let rebuilt =
            store::rebuild(&opened.store, &settings.calendar, bank.as_ref().map(Bank::by_id), bank::digest).await;
        opened.close().await;
        Ok(rebuilt?)
    })?;
    let (rounds, grades) = (plural(rebuilt.rounds as usize, "round"), plural(rebuilt.grades as usize, "grade"));
    writeln!(std::io::stdout(), "Rebuilt from the ledger: {rounds}, {grades}, {} with a mended key.", rebuilt.rekeyed)?;
    Ok(())
}

fn schedule(config: &Config, schedule: &Schedule) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let settings = app::settings(config)?;
    if settings.schedules.is_empty() {
        writeln!(out, "No schedule is configured; questions come when somebody asks for one.")?;
    }
    for setting in &settings.schedules {
        writeln!(out, "{} (pool {}, {})", setting.name, setting.pool, setting.scheme)?;
        let mut at = jiff::Timestamp::now();
        for _ in 0..schedule.count {
            let Some(next) = setting.schedule.next_after(at) else { break };
            let local = next.to_zoned_datetime(setting.schedule.zone().clone());
            writeln!(out, "  {}", local.strftime("%a %Y-%m-%d %H:%M:%S %:z %Q"))?;
            at = next;
        }
    }
    Ok(())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind =
        |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    error.chain().any(|cause| kind(cause) == Some(std::io::ErrorKind::BrokenPipe))
}
