//! Clients in other languages live on it too: their libraries were written from Discord, not from the bot's. They are
//! installed by `scripts/discord-clients`, which also leaves a file with the reason for each that can't be.

use crate::support::discord::StandIn;
use crate::support::skip::skip;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

/// Each of their own waits is 10 to 30 seconds.
const LONGEST: Duration = Duration::from_secs(90);

fn installed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/discord-clients")
}

/// What kept `scripts/discord-clients` from installing this, else `otherwise`.
pub fn why_not(name: &str, otherwise: &str) -> String {
    let reason = std::fs::read_to_string(installed().join(format!("{name}.missing")));
    reason.map_or_else(|_| otherwise.to_owned(), |reason| reason.trim().to_owned())
}

/// Runs `tests/clients/SCRIPT` with the library `name`, until it says so.
async fn check(test: &str, name: &str, program: &str, script: &str, expected: &str) {
    let folder = installed().join(name);
    if !folder.join("installed").exists() {
        skip(test, &why_not(name, "scripts/discord-clients has not installed it"));
        return;
    }
    let stand_in = StandIn::start().await.expect("it starts");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(script);
    let mut command = Command::new(program);
    command.arg(script).arg(stand_in.base()).current_dir(&folder).env("PYTHONPATH", &folder);
    command.env("PYTHONDONTWRITEBYTECODE", "1").kill_on_drop(true).stdin(Stdio::null());
    let output = timeout(LONGEST, command.output()).await.expect("it ends in time").expect("it runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().last(), Some(expected), "{errors}");
}

#[tokio::test]
async fn discord_js_posts_reacts_answers_and_resumes() {
    let expected = "discord.js: logged in, posted, reacted, answered, resumed";
    check("discord_js_posts_reacts_answers_and_resumes", "discord.js", "node", "discord_js.mjs", expected).await;
}

#[tokio::test]
async fn discord_py_posts_reacts_answers_and_resumes() {
    let expected = "discord.py: logged in, posted, reacted, answered, resumed";
    check("discord_py_posts_reacts_answers_and_resumes", "discord.py", "python3", "discord_py.py", expected).await;
}

#[tokio::test]
async fn hikari_posts_and_reacts() {
    let expected = "hikari: logged in, posted, reacted";
    check("hikari_posts_and_reacts", "hikari", "python3", "hikari_client.py", expected).await;
}
