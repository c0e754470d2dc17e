//! Criterion as all benchmarks here use it, and its results once it has written them.

use criterion::Criterion;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

/// When this run began: an older file is of an older run.
static STARTED: LazyLock<SystemTime> = LazyLock::new(SystemTime::now);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("criterion")
}

/// Short runs without pictures: there are many benchmarks, and what is compared is compared in turns.
pub fn criterion() -> Criterion {
    LazyLock::force(&STARTED);
    Criterion::default()
        .output_directory(&folder())
        .without_plots()
        .nresamples(10_000)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_500))
        .configure_from_args()
}

/// The median of one iteration in seconds, or `None` when this run has not measured it.
pub fn median(id: &str) -> Option<f64> {
    let path = folder().join(id).join("new/estimates.json");
    if std::fs::metadata(&path).ok()?.modified().ok()? < *STARTED {
        return None;
    }
    let estimates: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    Some(estimates["median"]["point_estimate"].as_f64()? / 1e9)
}
