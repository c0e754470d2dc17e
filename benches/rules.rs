//! The rules: grading, folding a person's changes into an answer, reading numbers, the next run of a schedule, and picking a
//! question from a large pool.

use ansatz::bank::{Kind, QuestionId};
use ansatz::quiz::{Action, Answer, Entry, Schedule, Scheme, answer, grade, number, pick};
use criterion::{BenchmarkId, Criterion, Throughput};
use jiff::SignedDuration;
use rand::{SeedableRng, rngs::StdRng};
use std::collections::BTreeSet;
use std::hint::black_box;

use crate::support::questions::question;
use crate::support::{measured, summary};

const KINDS: [(&str, Kind); 3] = [("mcq", Kind::Mcq), ("msq", Kind::Msq), ("nat", Kind::Nat)];
const NUMBERS: [(&str, &str); 6] = [
    ("plain", "0.731"),
    ("comma", "0,731"),
    ("power", "7.31 × 10^-1"),
    ("fraction", "731/1000"),
    ("words", "x = about 0.731 units"),
    ("long", "0.7310585786300048792511592418218362743651446401650565192763659079"),
];

/// Answers as a crowd gives them: every set of options once, or right, nearly right and unreadable values in turn.
fn answers(kind: Kind) -> Vec<Answer> {
    let set = |bits: u32| Answer::Choices((0u8..5).filter(|index| bits & 1 << index != 0).collect());
    let value = |index: usize| Answer::Value(["0.731", "0,7311", "0.73", "7.31e-1", "1/3", "x"][index % 6].to_owned());
    match kind {
        Kind::Mcq => (0..5).map(|index| set(1 << index)).collect(),
        Kind::Msq => (1..32).map(set).collect(),
        Kind::Nat => (0..30).map(value).collect(),
    }
}

fn grading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rules/grade");
    for (name, kind) in KINDS {
        let (question, answers) = (question(kind), answers(kind));
        group.throughput(Throughput::Elements(answers.len() as u64));
        for scheme in Scheme::ALL {
            group.bench_function(format!("{name}_{}", scheme.name()), |bencher| {
                bencher.iter(|| {
                    answers.iter().map(|answer| grade(&question, scheme, Some(black_box(answer))).marks.0).sum::<i64>()
                });
            });
        }
    }
    group.finish();
}

fn folding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rules/fold_100");
    for (name, kind) in KINDS {
        let action = |index: i64| match (kind, index % 3) {
            (Kind::Nat, _) => Action::Value(format!("0.{index}")),
            (_, 0) => Action::Withdraw((index % 5) as u8),
            _ => Action::Choose((index % 5) as u8),
        };
        // The newest first, as nobody sends them.
        let entries: Vec<Entry> =
            (0..100).rev().map(|index| Entry { sequence: index, id: 100 - index, action: action(index) }).collect();
        group.bench_function(name, |bencher| bencher.iter(|| answer::fold(kind, black_box(&entries))));
    }
    group.finish();
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rules/number");
    group.bench_function("floor", |bencher| bencher.iter(|| black_box("0.731").parse::<f64>()));
    for (name, text) in NUMBERS {
        assert!(number::read(text, false).is_ok(), "{text} is a number");
        group.bench_function(name, |bencher| bencher.iter(|| number::read(black_box(text), false)));
    }
    group.finish();
}

fn scheduling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rules/next_after");
    let now = "2026-03-28T22:59:59Z".parse().expect("a time");
    for (name, cron) in
        [("daily", "0 9 * * *"), ("minutes", "*/5 8-18 * * MON-FRI"), ("leap_day_monday", "0 9 29 2 MON#5")]
    {
        let Ok(schedule) = Schedule::parse(cron, "Europe/Berlin", SignedDuration::from_hours(1)) else {
            panic!("{cron} is a schedule")
        };
        group.bench_function(name, |bencher| bencher.iter(|| schedule.next_after(black_box(now))));
    }
    group.finish();
}

fn picking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rules/pick");
    for size in [100u32, 10_000] {
        let pool: Vec<QuestionId> =
            (0..size).map(|index| QuestionId::new(&format!("question-{index}")).expect("an id")).collect();
        let asked: BTreeSet<QuestionId> = pool.iter().step_by(2).cloned().collect();
        let mut rng = StdRng::seed_from_u64(1);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| pick(black_box(&pool), &asked, 3, pool.first(), &mut rng))
        });
    }
    group.finish();
}

fn report() {
    summary::line("The rules");
    for (name, kind) in KINDS {
        let rates: Vec<(f64, Scheme)> = Scheme::ALL
            .into_iter()
            .filter_map(|scheme| {
                Some((
                    answers(kind).len() as f64 / measured::median(&format!("rules_grade/{name}_{}", scheme.name()))?,
                    scheme,
                ))
            })
            .collect();
        let by_rate = |a: &&(f64, Scheme), b: &&(f64, Scheme)| a.0.total_cmp(&b.0);
        if let (Some(slowest), Some(fastest)) = (rates.iter().min_by(by_rate), rates.iter().max_by(by_rate)) {
            let million = |rate: f64| summary::figure(rate / 1e6);
            summary::line(format_args!(
                "  grade {name}: {} ({}) to {} ({}) million answers a second",
                million(slowest.0),
                slowest.1.name(),
                million(fastest.0),
                fastest.1.name()
            ));
        }
    }
    let floor = measured::median("rules_number/floor");
    let numbers = NUMBERS.map(|(name, text)| (format!("rules_number/{name}"), format!("read {text:?}")));
    let others = [
        ("rules_fold_100/mcq", "fold 100 actions, MCQ"),
        ("rules_fold_100/msq", "fold 100 actions, MSQ"),
        ("rules_fold_100/nat", "fold 100 actions, NAT"),
        ("rules_next_after/daily", "next run of a daily schedule"),
        ("rules_next_after/minutes", "next run, every 5 minutes of working hours"),
        ("rules_next_after/leap_day_monday", "next run, a leap day that is a fifth Monday"),
        ("rules_pick/100", "pick from a pool of 100, half of it asked"),
        ("rules_pick/10000", "pick from a pool of 10,000, half of it asked"),
    ];
    let others = others.map(|(id, what)| (id.to_owned(), what.to_owned()));
    for (id, what) in numbers.into_iter().chain(others) {
        let Some(median) = measured::median(&id) else { continue };
        let ratio = floor
            .filter(|_| id.starts_with("rules_number/"))
            .map_or(String::new(), |floor| format!("{} × str::parse::<f64>", summary::figure(median / floor)));
        let what: String = what.chars().take(44).collect();
        summary::line(format_args!("  {what:<44} {:>10}  {ratio}", summary::time(median)));
    }
}

pub fn run(criterion: &mut Criterion) {
    grading(criterion);
    folding(criterion);
    reading(criterion);
    scheduling(criterion);
    picking(criterion);
    if summary::measuring() {
        report();
    }
}
