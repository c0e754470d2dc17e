//! Chromium without a screen, driven over WebDriver. Both processes are ended by their ids, whatever the test did.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{BrowserLogEntry, LoggingPrefsLogLevel};

const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--window-size=1280,900",
];

/// Where the pictures of the page are kept; not part of the repository.
pub const PICTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/artifacts/page");

/// A browser with a fresh profile. Fields are dropped in order: first the session, then the processes, then the files.
pub struct Browser {
    pub driver: WebDriver,
    _processes: Processes,
    _profile: TempDir,
}

/// Chromedriver and the browser that it started.
struct Processes {
    chromedriver: Child,
    /// Kept open: chromedriver writes to it.
    _output: Lines<BufReader<ChildStdout>>,
    browser: Option<u64>,
}

impl Drop for Processes {
    fn drop(&mut self) {
        let Self { chromedriver, browser, .. } = self;
        drop(chromedriver.kill());
        drop(chromedriver.wait());
        if let Some(id) = browser {
            // It has gone already, unless its driver died before it.
            drop(Command::new("kill").args(["-KILL", &id.to_string()]).stderr(Stdio::null()).status());
        }
    }
}

/// The programs it takes, or which of them is missing.
pub fn installed() -> Result<(PathBuf, PathBuf), String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
    let browser = browser.ok_or("Chromium is not installed")?;
    Ok((on_path("chromedriver").ok_or("chromedriver is not installed")?, browser))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
}

impl Browser {
    /// Starts chromedriver, on a port that the system chooses, and a browser.
    pub async fn start(chromedriver: &Path, browser: &Path) -> Self {
        let mut child = Command::new(chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut output = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let port = output.by_ref().map_while(Result::ok).find_map(|line| {
            let port = line.strip_prefix("ChromeDriver was started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let mut processes = Processes { chromedriver: child, _output: output, browser: None };
        let port = port.expect("chromedriver names its port");
        let profile = TempDir::new().expect("a temporary folder");
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&browser.to_string_lossy()).expect("a capability");
        let profile_flag = format!("--user-data-dir={}", profile.path().display());
        for flag in FLAGS.into_iter().chain([profile_flag.as_str()]) {
            wanted.add_arg(flag).expect("a capability");
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a capability");
        let connecting = WebDriver::builder(format!("http://127.0.0.1:{port}"), wanted);
        let driver = connecting.request_timeout(Duration::from_secs(60)).connect().await.expect("the browser starts");
        processes.browser = driver.capabilities().get("goog:processID").and_then(Value::as_u64);
        Self { driver, _processes: processes, _profile: profile }
    }

    /// What the windows have complained about since this was last asked: errors, warnings and breaches of the page's policy.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("the browser has a log");
        let serious = |entry: &BrowserLogEntry| matches!(entry.level.as_str(), "SEVERE" | "WARNING");
        log.into_iter().filter(serious).map(|entry| entry.message).collect()
    }

    /// Sends a command of the DevTools protocol to the current window.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Makes the current window as large as a screen, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32, phone: bool) {
        let scale = if phone { 2 } else { 1 };
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    }

    /// `light` or `dark`, for the current window; without motion, so that a look at it sees no transition half-way.
    pub async fn colours(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Keeps a picture of the current window.
    pub async fn picture(&self, name: &str) {
        std::fs::create_dir_all(PICTURES).expect("the folder of pictures can be made");
        let path = Path::new(PICTURES).join(format!("{name}.png"));
        self.driver.screenshot(&path).await.expect("a screenshot");
    }
}
