//! The command line: what can be asked of the program, with examples. What is done about it is `commands.rs` and `app`.

mod check;
mod commands;
mod run;
mod why;

pub use check::Check;
pub use commands::run;
pub use why::Why;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::net::IpAddr;
use std::path::PathBuf;

use crate::chat::discord::Shards;
use crate::config::LogFormat;
pub use run::Run;

#[derive(Debug, Parser)]
#[command(
    name = "ansatz",
    version,
    about = "A quiz bot for study groups that proves its answers.",
    long_about = "A quiz bot for study groups: it posts questions on a schedule, takes answers, and keeps boards in Postgres.\n\
                  Without a command it serves: the embedded database, the bundled questions, and a room on 127.0.0.1 to play in.",
    after_help = "Examples:\n  ansatz                                   play in the room at http://127.0.0.1:8080\n  \
                  ansatz serve --config ansatz.yaml        with your own schedule and questions\n  \
                  DATABASE_URL=postgres://… ansatz serve   on your own Postgres\n  \
                  ansatz check questions/                  read questions, name every problem, prove every key\n  \
                  ansatz run snippet.py                    run PyTorch in a sandbox"
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub global: Global,
    #[command(flatten)]
    pub serve: Serve,
}

/// What every command understands.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The configuration file (YAML); every key has a default
    #[arg(long, global = true, env = "ANSATZ_CONFIG", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Where the embedded database lives [default: the platform's data folder]
    #[arg(long, global = true, env = "ANSATZ_DATA_DIR", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub data_dir: Option<PathBuf>,
    /// How logs are written to stderr
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Run the bot: the room, the schedules, the boards
    #[command(after_help = "Examples:\n  ansatz serve\n  ansatz serve --port 9000 --data-dir ./data\n  \
                            ansatz serve --bank questions/ --config ansatz.yaml\n  \
                            DISCORD_TOKEN=… ansatz serve\n\n\
                            The room's address is the last line on stdout once everything is ready. Ctrl-C stops it and loses nothing.")]
    Serve(Serve),
    /// Read questions, name every problem with its line, and run every proof against its key
    #[command(
        after_help = "Examples:\n  ansatz check                  the bundled bank\n  ansatz check questions/       a folder\n  \
                            ansatz check --no-run         only read\n  \
                            ansatz check --schema         print the JSON Schema for editors\n\n\
                            Exits with 1 when there is an error, such as a key that its proof refutes; warnings alone exit with 0."
    )]
    Check(Check),
    /// Run a question's proof and show what it measured
    #[command(
        after_help = "Examples:\n  ansatz why softmax-before-cross-entropy\n  ansatz why softmax-before-cross-entropy --option B\n  \
                            ansatz why softmax-before-cross-entropy --program > proof.py\n\n\
                            Exits with 1 when the run does not prove the key."
    )]
    Why(Why),
    /// Run a Python program with PyTorch, in a sandbox
    #[command(
        after_help = "Examples:\n  ansatz run snippet.py\n  echo 'import torch; print(torch.ones(3))' | ansatz run -\n  \
                            ansatz run snippet.py --time 20 --memory 512\n\n\
                            Exits with 0, with 1 after an exception, and with 2 at a limit, which a sentence on stderr then\n\
                            names. After sys.exit(n) it is n, except that 2 becomes 1."
    )]
    Run(Run),
    /// Read a study group's Markdown document into questions
    #[command(
        after_help = "Examples:\n  ansatz import quiz.md                         show what would be imported\n  \
                            ansatz import quiz.md --output questions/quiz.yaml\n\n\
                            What can't be read is named with its line, and the rest is imported."
    )]
    Import(Import),
    /// Write questions, answers or a board to stdout
    #[command(
        after_help = "Examples:\n  ansatz export questions > bank.yaml\n  ansatz export answers > answers.csv\n  \
                            ansatz export board --window week > week.csv"
    )]
    Export(Export),
    /// Bring the database up to date and stop
    #[command(
        after_help = "Example:\n  DATABASE_URL=postgres://… ansatz migrate\n\n`ansatz serve` does this by itself at every start."
    )]
    Migrate,
    /// Derive grades, scores and boards from the ledger anew
    #[command(
        after_help = "Examples:\n  ansatz rebuild\n  ansatz rebuild --with-bank    grade by the keys the bank has now, after mending a wrong one\n\n\
                            Readers see the old boards until the new ones are complete. The embedded database must not be in use."
    )]
    Rebuild(Rebuild),
    /// Show when the schedules run next
    #[command(after_help = "Examples:\n  ansatz schedule\n  ansatz schedule --config ansatz.yaml --count 20")]
    Schedule(Schedule),
    /// Print a completion script for a shell
    #[command(
        after_help = "Examples:\n  ansatz completions bash > ~/.local/share/bash-completion/completions/ansatz\n  \
                            ansatz completions fish > ~/.config/fish/completions/ansatz.fish"
    )]
    Completions { shell: clap_complete::Shell },
}

#[derive(Clone, Debug, Default, Args)]
pub struct Serve {
    /// The room's port [default: 8080, or another when that is taken]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The room's address; anything but a loopback address lets other machines in
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<IpAddr>,
    /// Questions: a file or folder, may be given again [default: the bundled bank]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub bank: Vec<PathBuf>,
    /// Discord's shards that this process has: the first, the last and how many there are in all, such as 0..3/8
    #[arg(long, value_name = "FIRST..LAST/TOTAL")]
    pub shards: Option<Shards>,
}

#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The Markdown document
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Write the questions to this YAML file
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Replace the output file when it exists
    #[arg(long, requires = "output")]
    pub force: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Export {
    pub what: Exported,
    /// For a board: day, week, month, season or all
    #[arg(long, default_value = "all")]
    pub window: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// The bank, as YAML
    Questions,
    /// The ledger of answers, as CSV
    Answers,
    /// A board of the room, as CSV
    Board,
}

#[derive(Clone, Debug, Args)]
pub struct Rebuild {
    /// Grade by the keys the bank has now, where the options still read the same
    #[arg(long)]
    pub with_bank: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Schedule {
    /// How many runs of each schedule to show
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub count: u16,
}
