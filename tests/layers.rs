//! The invariants about who may know whom (docs/architecture.md), enforced by reading the paths in the sources.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules under `within`, `except` aside, may not name any of these paths, wherever they stand in a longer one.
struct Rule {
    within: &'static [&'static str],
    except: &'static [&'static str],
    forbidden: &'static [&'static str],
    reason: &'static str,
}

const RULES: [Rule; 11] = [
    Rule {
        within: &["bank", "quiz"],
        except: &["bank::load"],
        forbidden: &["std::fs", "std::io", "std::net", "std::process", "std::env", "std::thread", "tokio"],
        reason: "the rules do no I/O",
    },
    Rule {
        within: &["bank", "quiz"],
        except: &[],
        forbidden: &[
            "SystemTime",
            "Instant",
            "Timestamp::now",
            "Zoned::now",
            "rand::rng",
            "rand::random",
            "rand::thread_rng",
            "rand::make_rng",
            "thread_rng",
            "OsRng",
            "SysRng",
        ],
        reason: "the rules are given the time and the random numbers",
    },
    Rule {
        within: &["bank", "quiz"],
        except: &[],
        forbidden: &[
            "crate::store",
            "crate::chat",
            "crate::engine",
            "crate::why",
            "crate::config",
            "crate::cli",
            "crate::app",
        ],
        reason: "the rules know nothing around them",
    },
    Rule {
        within: &["store"],
        except: &[],
        forbidden: &["crate::chat", "crate::engine", "crate::why", "crate::config", "crate::cli", "crate::app"],
        reason: "the store knows the bank and the rules only",
    },
    Rule {
        within: &["chat"],
        except: &[],
        forbidden: &["crate::store", "crate::engine", "crate::why", "crate::config", "crate::cli", "crate::app"],
        reason: "the chats know the bank and the rules only",
    },
    Rule {
        within: &["engine"],
        except: &[],
        forbidden: &["crate::chat::room", "crate::chat::discord", "crate::chat::slack", "crate::cli", "crate::app"],
        reason: "the engine knows no platform",
    },
    Rule {
        within: &["why"],
        except: &[],
        forbidden: &[
            "crate::bank",
            "crate::quiz",
            "crate::chat",
            "crate::store",
            "crate::engine",
            "crate::config",
            "crate::cli",
            "crate::app",
        ],
        reason: "the proofs depend on nothing else of the crate but pictures",
    },
    Rule {
        within: &["figure"],
        except: &[],
        forbidden: &[
            "crate::bank",
            "crate::quiz",
            "crate::chat",
            "crate::store",
            "crate::engine",
            "crate::why",
            "crate::config",
            "crate::cli",
            "crate::app",
        ],
        reason: "pictures are made of plain data",
    },
    Rule {
        within: &["bank", "quiz", "store", "chat", "why"],
        except: &[],
        forbidden: &["crate::proof"],
        reason: "proofs join what these keep apart",
    },
    Rule {
        within: &["proof"],
        except: &[],
        forbidden: &["crate::store", "crate::chat", "crate::engine", "crate::config", "crate::cli", "crate::app"],
        reason: "a proof knows a question and what its program did",
    },
    Rule {
        within: &["why::torch"],
        except: &[],
        forbidden: &["crate::why::python"],
        reason: "tensors never see Python",
    },
];

/// Libraries, by how their names begin, and the only module that names them.
const HOMES: [(&str, &str); 7] = [
    ("sqlx", "store"),
    ("oliphaunt", "store::embedded"),
    ("candle", "why::torch"),
    ("rustpython", "why::python"),
    ("serenity", "chat::discord"),
    ("reqwest", "chat::discord"),
    ("slack_morphism", "chat::slack"),
];

/// What a source breaks. `module` is its path in the crate, without `crate`; empty for lib.rs and main.rs.
fn breaches(module: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let who = if module.is_empty() { "the root" } else { module };
    for path in paths(module, source) {
        for rule in &RULES {
            let applies = rule.within.iter().any(|within| is_under(module, within))
                && !rule.except.iter().any(|except| is_under(module, except));
            if applies && rule.forbidden.iter().any(|forbidden| mentions(&path, forbidden)) {
                found.push(format!("{who} names {path}: {}", rule.reason));
            }
        }
        for (library, home) in HOMES {
            if path.starts_with(library) && !is_under(module, home) {
                found.push(format!("{who} names {path}: only {home} does"));
            }
        }
    }
    found.dedup();
    found
}

fn is_under(module: &str, parent: &str) -> bool {
    module.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Whether the path has these segments in a row.
fn mentions(path: &str, segments: &str) -> bool {
    format!("::{path}::").contains(&format!("::{segments}::"))
}

/// Every path in a source, with `use` trees spread out, and `self` and `super` resolved.
fn paths(module: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "use" {
            at = use_tree(&tokens, at + 1, &[], &mut found);
        } else if is_name(&tokens[at]) {
            let mut path = vec![tokens[at].clone()];
            while at + 2 < tokens.len() && tokens[at + 1] == "::" && is_name(&tokens[at + 2]) {
                path.push(tokens[at + 2].clone());
                at += 2;
            }
            found.push(path);
            at += 1;
        } else {
            at += 1;
        }
    }
    found.into_iter().map(|path| resolve(module, path)).collect()
}

/// Reads one tree of a `use` from here and returns where it ends.
fn use_tree(tokens: &[String], mut at: usize, prefix: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = prefix.to_vec();
    while at < tokens.len() {
        match tokens[at].as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while at < tokens.len() && tokens[at] != "}" {
                    at = use_tree(tokens, at, &path, found);
                    at += usize::from(at < tokens.len() && tokens[at] == ",");
                }
                return at + 1;
            }
            "as" => at += 2,
            name if is_name(name) => {
                if name != "self" || path.is_empty() {
                    path.push(name.to_owned());
                }
                at += 1;
            }
            "*" => at += 1,
            _ => break,
        }
    }
    found.push(path);
    at
}

fn resolve(module: &str, path: Vec<String>) -> String {
    let mut base = Vec::new();
    if matches!(path[0].as_str(), "self" | "super") {
        base.push("crate");
        base.extend(module.split("::").filter(|segment| !segment.is_empty()));
    }
    for segment in &path {
        match segment.as_str() {
            "self" => {}
            "super" => drop(base.pop()),
            name => base.push(name),
        }
    }
    base.join("::")
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::` and single marks of the code, without comments, texts, and the unit tests at the end.
fn tokens(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let mut take = first.len_utf8();
        if rest.starts_with("//") {
            take = rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            take = rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if let Some(hashes) = raw_text(rest) {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = &rest[hashes + 2..];
            take = hashes + 2 + body.find(&end).map_or(body.len(), |at| at + end.len());
        } else if first == '"' {
            take = 1 + text_length(&rest[1..], '"');
        } else if first == '\'' {
            // A character, or a lifetime.
            let mut next = rest[1..].chars();
            let is_character = next.next() == Some('\\') || next.next() == Some('\'');
            take = if is_character { 1 + text_length(&rest[1..], '\'') } else { 1 };
        } else if is_name(rest) {
            take = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
            tokens.push(rest[..take].to_owned());
        } else if rest.starts_with("::") {
            take = 2;
            tokens.push("::".to_owned());
        } else if !first.is_whitespace() {
            tokens.push(first.to_string());
        }
        rest = &rest[take..];
    }
    tokens
}

/// The number of hashes, if a raw text begins here.
fn raw_text(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a text up to and with its end.
fn text_length(body: &str, end: char) -> usize {
    let mut escaped = false;
    for (at, next) in body.char_indices() {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if next == end => return at + next.len_utf8(),
            _ => {}
        }
    }
    body.len()
}

/// Every Rust source below a folder of the repository, with its path from there.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| (path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn module_of(path: &Path) -> String {
    let segments = path.with_extension("");
    let segments = segments.iter().map(|segment| segment.to_str().unwrap()).collect::<Vec<_>>();
    match segments.as_slice() {
        ["lib" | "main"] => String::new(),
        [parents @ .., "mod"] => parents.join("::"),
        all => all.join("::"),
    }
}

#[test]
fn the_layers_hold() {
    let mut report = String::new();
    for (path, source) in sources("src") {
        // Unit tests may name what they like.
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        for breach in breaches(&module_of(&path), &source) {
            writeln!(report, "{breach}").unwrap();
        }
    }
    assert_eq!(report, "");
}

#[test]
fn files_are_short_enough_to_read() {
    let long = ["src", "tests", "benches"]
        .iter()
        .filter(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).exists())
        .flat_map(|folder| {
            sources(folder).into_iter().map(move |(path, source)| (folder, path, source.lines().count()))
        })
        .filter(|(_, _, lines)| *lines > 500)
        .map(|(folder, path, lines)| format!("{folder}/{}: {lines} lines", path.display()))
        .collect::<Vec<_>>();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn a_breach_is_found() {
    let check =
        |module: &str, source: &str, expected: &[&str]| assert_eq!(breaches(module, source), expected, "{source}");
    check("quiz::grade", "use std::fs;", &["quiz::grade names std::fs: the rules do no I/O"]);
    check("quiz", "fn f() { let x = std::fs::read(path); }", &["quiz names std::fs::read: the rules do no I/O"]);
    check(
        "quiz",
        "use std::{fmt, io::{self, Read as R}};",
        &["quiz names std::io: the rules do no I/O", "quiz names std::io::Read: the rules do no I/O"],
    );
    check(
        "quiz::schedule",
        "use jiff::Timestamp;\nfn f() -> Timestamp { Timestamp::now() }",
        &["quiz::schedule names Timestamp::now: the rules are given the time and the random numbers"],
    );
    check(
        "quiz::select",
        "let r = rand::rng();",
        &["quiz::select names rand::rng: the rules are given the time and the random numbers"],
    );
    check("bank::load", "use std::fs;", &[]);
    check(
        "bank::load",
        "let now = SystemTime::now();",
        &["bank::load names SystemTime::now: the rules are given the time and the random numbers"],
    );
    check(
        "bank",
        "use crate::{quiz, store::Store};",
        &["bank names crate::store::Store: the rules know nothing around them"],
    );
    check(
        "store::rounds",
        "fn f(_: &crate::chat::Post) {}",
        &["store::rounds names crate::chat::Post: the store knows the bank and the rules only"],
    );
    check(
        "chat::room::page",
        "use super::super::super::store::Boards;",
        &["chat::room::page names crate::store::Boards: the chats know the bank and the rules only"],
    );
    check(
        "engine",
        "use crate::chat::{Chat, room};",
        &["engine names crate::chat::room: the engine knows no platform"],
    );
    check("engine", "use crate::chat::Chat;", &[]);
    check("engine", "use sqlx::PgPool;", &["engine names sqlx::PgPool: only store does"]);
    check(
        "",
        "use oliphaunt_wasix::Oliphaunt;",
        &["the root names oliphaunt_wasix::Oliphaunt: only store::embedded does"],
    );
    check("why::python", "use candle_core::Tensor;", &["why::python names candle_core::Tensor: only why::torch does"]);
    check(
        "why::torch::ops",
        "use super::super::python::vm;",
        &["why::torch::ops names crate::why::python::vm: tensors never see Python"],
    );
    // Neither words about a thing, nor a name that only begins alike, nor the unit tests.
    check(
        "quiz",
        "// std::fs\n/* std::fs */ const A: &str = \"std::fs \\\" std::fs\"; const B: &str = r#\"std::fs\"#;",
        &[],
    );
    check("quiz", "let a = 'x'; fn f<'a>(x: &'a str) {} let quote = '\"'; use my::std_fs;", &[]);
    check("quizmaster", "use std::fs;", &[]);
    check("quiz", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}", &[]);
}
