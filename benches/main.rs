//! The single benchmark binary: one module a subject. `cargo bench` runs all of them, `cargo bench -- ledger` one, and
//! `cargo bench -- ledger/record` a part of one. What needs a database is skipped without one: use `scripts/bench`.

mod boards;
mod discord;
mod import;
mod ledger;
mod rules;
mod start;
mod support;
mod why;

fn main() {
    let mut criterion = support::measured::criterion();
    for (name, run) in [
        ("rules", rules::run as fn(&mut criterion::Criterion)),
        ("import", import::run),
        ("ledger", ledger::run),
        ("boards", boards::run),
        ("start", start::run),
        ("discord", discord::run),
        ("why", why::run),
    ] {
        if support::summary::wanted(name) {
            run(&mut criterion);
        }
    }
    criterion.final_summary();
}
