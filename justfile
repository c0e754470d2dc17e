# Short names for what CONTRIBUTING.md describes. `just --list` shows them.

# Everything the tests need, then the tests.
test *args:
    scripts/test {{args}}

# The gate every change must pass.
check:
    bash .ci/run

# The program, with its arguments.
run *args:
    cargo run -- {{args}}

# The record of the checked queries, after a change of one.
prepare:
    scripts/sqlx-prepare

# The benchmarks, against a throwaway server that waits for the disk.
bench *args:
    ANSATZ_PG_DURABLE=1 scripts/with-postgres cargo bench {{args}}
