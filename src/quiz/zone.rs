//! Time zones by name, out of the database that is compiled in, so that a name means the same on every machine.

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// A name that no time zone has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no time zone {name:?}{}; names are those of IANA, such as Europe/Berlin or Asia/Kolkata",
    suggestion(nearest)
)]
pub struct UnknownZone {
    pub name: String,
    /// The names that look most like it, at most three.
    pub nearest: Vec<String>,
}

fn suggestion(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; did you mean {}", nearest.join(" or ")) }
}

/// Finds a time zone by its IANA name, in any case.
pub fn zone(name: &str) -> Result<TimeZone, UnknownZone> {
    let database = TimeZoneDatabase::bundled();
    // `Etc/Unknown` is a name jiff gives to zones it does not know.
    match database.get(name) {
        Ok(zone) if !zone.is_unknown() => Ok(zone),
        _ => {
            let name: String = name.chars().take(60).collect();
            Err(UnknownZone { nearest: nearest(&name, names()), name })
        }
    }
}

/// Every name there is.
pub fn names() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
}

/// The names at the least distance, of the whole or of the city, when that is small for the length of what was written.
fn nearest(wanted: &str, names: Vec<String>) -> Vec<String> {
    let wanted = wanted.trim().replace(' ', "_").to_lowercase();
    let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let allowed = match wanted.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let mut close: Vec<(usize, String)> = names
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            let part = if wanted.contains('/') { usize::MAX } else { distance(&wanted, &city(&lower)) };
            (distance(&wanted, &lower).min(part).min(distance(&city(&wanted), &city(&lower)) + 1), name)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    close.sort();
    close.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The number of letters to insert, remove or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        for (name, expected) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("asia/kolkata", "Asia/Kolkata"),
            ("UTC", "UTC"),
            ("Asia/Calcutta", "Asia/Calcutta"),
        ] {
            assert_eq!(zone(name).unwrap().iana_name(), Some(expected));
        }
    }

    #[test]
    fn unknown_names_are_answered_with_the_nearest() {
        let names = "names are those of IANA, such as Europe/Berlin or Asia/Kolkata";
        for (name, expected) in [
            ("Europe/Berln", "\"Europe/Berln\"; did you mean Europe/Berlin; "),
            ("Berlin", "\"Berlin\"; did you mean Europe/Berlin; "),
            ("Europe/Kolkata", "\"Europe/Kolkata\"; did you mean Asia/Kolkata; "),
            ("new york", "\"new york\"; did you mean America/New_York; "),
            ("Etc/Unknown", "\"Etc/Unknown\"; "),
            ("", "\"\"; "),
            ("../../etc/passwd", "\"../../etc/passwd\"; "),
            (&"x".repeat(5000), &format!("\"{}\"; ", "x".repeat(60))),
        ] {
            assert_eq!(zone(name).unwrap_err().to_string(), format!("there is no time zone {expected}{names}"));
        }
    }
}
