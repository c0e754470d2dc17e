//! The stand-in by itself, as the example runs it.

use crate::support::discord::alone::run_alone;
use std::time::Duration;

#[tokio::test]
async fn runs_until_it_is_interrupted() {
    let ended = tokio::time::timeout(Duration::from_millis(300), run_alone(None)).await;
    assert!(ended.is_err(), "nobody interrupted it");
}
