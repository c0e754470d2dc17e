//! What can go wrong on request: routes that fail or are slow, and events that come late, twice or out of order.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::time::Duration;

/// How the next requests of a route go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// An answer with this status, before the request has had its effect.
    Before(u16),
    /// The same, though the request did what it asked for.
    After(u16),
    /// 429 with this many milliseconds to wait, of the route or of the whole bot.
    RateLimited { milliseconds: u64, global: bool },
}

struct Fault {
    route: String,
    left: u64,
    failure: Failure,
}

struct Chaos {
    random: StdRng,
    most: Duration,
    duplicates: f64,
}

#[derive(Default)]
pub struct Faults {
    faults: Vec<Fault>,
    slow: Vec<(String, Duration)>,
    chaos: Option<Chaos>,
}

/// `*` is any; otherwise a route's own name, as in `POST /channels/{channel_id}/messages`.
fn covers(pattern: &str, route: &str) -> bool {
    pattern == "*" || pattern == route
}

impl Faults {
    pub fn fail(&mut self, route: &str, times: u64, failure: Failure) {
        self.faults.push(Fault { route: route.to_owned(), left: times, failure });
    }

    pub fn slow(&mut self, route: &str, by: Duration) {
        self.slow.push((route.to_owned(), by));
    }

    /// Routes work again.
    pub fn heal(&mut self) {
        self.faults.clear();
        self.slow.clear();
    }

    /// Events are held back by up to `most` each, which reorders them; `duplicates` of them come twice.
    pub fn confuse(&mut self, seed: u64, most: Duration, duplicates: f64) {
        self.chaos = Some(Chaos { random: StdRng::seed_from_u64(seed), most, duplicates });
    }

    pub fn calm(&mut self) {
        self.chaos = None;
    }

    pub fn next_failure(&mut self, route: &str) -> Option<Failure> {
        let fault = self.faults.iter_mut().find(|fault| fault.left > 0 && covers(&fault.route, route))?;
        fault.left -= 1;
        Some(fault.failure)
    }

    pub fn delay_of(&self, route: &str) -> Duration {
        self.slow.iter().filter(|(pattern, _)| covers(pattern, route)).map(|(_, by)| *by).sum()
    }

    /// One delay for each time that an event is delivered; none when it is delivered at once.
    pub fn delays(&mut self) -> Vec<Duration> {
        let Some(chaos) = &mut self.chaos else { return Vec::new() };
        let times = if chaos.random.random_bool(chaos.duplicates) { 2 } else { 1 };
        (0..times).map(|_| chaos.random.random_range(Duration::ZERO..=chaos.most)).collect()
    }
}
