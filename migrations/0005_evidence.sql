-- Why: a question's program shows the same whenever it is run, and everybody asks why at once. What it showed is kept, so that a
-- restart, or another process, doesn't run it again. Nothing is derived from it: the table may be emptied at any time.

create table evidence_runs (
    -- SHA-256 of the engine's version and the program: a changed program, or engine, is another row.
    fingerprint text primary key,
    outcome jsonb not null,
    ran_at timestamptz not null default now(),
    constraint evidence_runs_fingerprint_form check (fingerprint ~ '^[0-9a-f]{64}$')
);
