-- Why: a run of a schedule happens once, even when two processes or two starts see it due; and a run that was missed leaves a line
-- that says so.

create table schedule_progress (
    place_id bigint not null references places,
    schedule text not null,
    -- Every run up to here has been posted, made up or skipped.
    considered_until timestamptz not null,
    primary key (place_id, schedule)
);

create table schedule_runs (
    place_id bigint not null references places,
    schedule text not null,
    due_at timestamptz not null,
    outcome text not null,
    reason text,
    round_id bigint references rounds,
    noted_at timestamptz not null,
    primary key (place_id, schedule, due_at),
    constraint schedule_runs_outcome_check check (outcome in ('posted', 'made_up', 'skipped'))
);
