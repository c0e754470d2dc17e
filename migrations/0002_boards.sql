-- Why: grades, scores and boards, all derived from the ledger. `ansatz rebuild` empties these tables and fills them again;
-- nothing else may be kept here.

create table grades (
    round_id bigint not null references rounds,
    person_id bigint not null references people,
    answer jsonb not null,
    verdict text not null,
    -- In units of 1/6,350,400 mark, so that thirds add up exactly.
    marks bigint not null,
    full_marks bigint not null,
    answered_at timestamptz not null,
    primary key (round_id, person_id),
    constraint grades_verdict_check check (verdict in ('right', 'partial', 'wrong', 'blank'))
);

create index grades_person_idx on grades (person_id, round_id);

-- One board for each scope (place:7, server:room/room, everywhere) and window.
create table boards (
    id bigint generated always as identity primary key,
    scope text not null,
    time_window text not null,
    starts_on date not null,
    people bigint not null default 0,
    constraint boards_scope_window_key unique (scope, time_window, starts_on)
);

create table scores (
    board_id bigint not null references boards,
    person_id bigint not null references people,
    points bigint not null,
    answered bigint not null,
    fully_right bigint not null,
    reached_at timestamptz not null,
    primary key (board_id, person_id)
);

-- Competition ranking reads this index: more points, then fewer attempts; person_id only steadies the order of pages.
create index scores_rank_idx on scores (board_id, points desc, answered, person_id);
