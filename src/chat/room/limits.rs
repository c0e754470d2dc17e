//! How much one person, or one address, may ask for. Token buckets: a burst at once, then a steady rate.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Buckets kept before those that are full again are dropped.
const MAX_BUCKETS: usize = 4096;

#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub burst: f64,
    pub per_second: f64,
}

/// One bucket a key. Time is passed in.
pub struct Limits<K> {
    rate: Rate,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl<K: Eq + Hash> Limits<K> {
    pub fn new(rate: Rate) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Takes one from the key's bucket; `false` when it is empty.
    pub fn take(&self, key: K, now: Instant) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_BUCKETS && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| self.tokens(bucket, now) < self.rate.burst);
            // So many keys at once are an attack; strangers wait, those already playing go on.
            if buckets.len() >= MAX_BUCKETS {
                return false;
            }
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: self.rate.burst, at: now });
        bucket.tokens = self.tokens(bucket, now);
        bucket.at = now;
        let enough = bucket.tokens >= 1.0;
        if enough {
            bucket.tokens -= 1.0;
        }
        enough
    }

    fn tokens(&self, bucket: &Bucket, now: Instant) -> f64 {
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        (bucket.tokens + passed * self.rate.per_second).min(self.rate.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_then_a_rate() {
        let limits = Limits::new(Rate { burst: 3.0, per_second: 2.0 });
        let start = Instant::now();
        let takes = |key: &'static str, seconds: f64, n: usize| {
            let at = start + Duration::from_secs_f64(seconds);
            (0..n).filter(|_| limits.take(key, at)).count()
        };
        assert_eq!(takes("ada", 0.0, 5), 3);
        assert_eq!(takes("bob", 0.0, 1), 1);
        assert_eq!(takes("ada", 0.4, 5), 0);
        assert_eq!(takes("ada", 1.0, 5), 2);
        assert_eq!(takes("ada", 60.0, 9), 3);
    }

    #[test]
    fn a_flood_of_keys_is_bounded_and_passes() {
        let limits = Limits::new(Rate { burst: 2.0, per_second: 1.0 });
        let start = Instant::now();
        let taken = (0..2 * MAX_BUCKETS).filter(|&key| limits.take(key, start)).count();
        assert_eq!(taken, MAX_BUCKETS);
        assert!(limits.take(0, start));
        assert!(limits.take(2 * MAX_BUCKETS, start + Duration::from_secs(2)));
    }
}
