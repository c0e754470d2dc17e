-- Why: everything that people see is derived from what they did. This is what they did: who, where, which question was posted in
-- which order of options, and every answer event. Answers are never changed or deleted; what is derived from them is in 0002.

create table places (
    id bigint generated always as identity primary key,
    platform text not null,
    server text not null,
    channel text not null,
    constraint places_platform_channel_key unique (platform, channel)
);

create table people (
    id bigint generated always as identity primary key,
    platform text not null,
    external_id text not null,
    name text not null,
    created_at timestamptz not null default now(),
    constraint people_platform_external_id_key unique (platform, external_id)
);

-- A question as it was when it was asked, by the digest of its content: an edit of the bank does not rewrite the past.
create table question_versions (
    digest text primary key,
    question_id text not null,
    content jsonb not null,
    first_used_at timestamptz not null default now()
);

create table rounds (
    id bigint generated always as identity primary key,
    mark text not null,
    place_id bigint not null references places,
    digest text not null references question_versions,
    question_id text not null,
    pool text not null,
    cycle integer not null,
    -- Name and version of the marking scheme, such as gate/1.
    scheme text not null,
    -- Position as shown -> the author's index; empty for NAT.
    choice_order jsonb not null,
    -- The schedule's name, or null for a round that somebody asked for.
    schedule text,
    state text not null default 'claimed',
    claimed_at timestamptz not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    closed_at timestamptz,
    -- When the outcome was shown on the post.
    announced_at timestamptz,
    message_id text,
    void_reason text,
    constraint rounds_mark_key unique (mark),
    constraint rounds_state_check check (state in ('claimed', 'posting', 'open', 'closing', 'closed', 'void')),
    constraint rounds_times_check check (closes_at > opens_at)
);

-- One round at a time may be asked for in a place; the database decides between two who ask at once.
create unique index rounds_one_asked_key on rounds (place_id)
    where schedule is null and state in ('claimed', 'posting', 'open');
create index rounds_unfinished_idx on rounds (id) where announced_at is null and state <> 'void';
create index rounds_place_idx on rounds (place_id, pool, cycle);
create index rounds_place_latest_idx on rounds (place_id, opens_at desc, id desc);

create table answers (
    id bigint generated always as identity primary key,
    -- No foreign keys here: the insert itself joins both tables, and this is the one hot path.
    round_id bigint not null,
    person_id bigint not null,
    -- The platform's id of the event, which makes a second arrival harmless.
    event_id text not null,
    action text not null,
    -- Bit i is the author's option i; for choose, withdraw and select.
    choices smallint,
    -- As typed; for value.
    value text,
    -- The platform's own order of events.
    sequence bigint not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null default now(),
    -- Found on re-reading the platform rather than heard as an event; its time is not known.
    reconciled boolean not null default false,
    constraint answers_event_id_key unique (event_id),
    constraint answers_action_check check (
        (action in ('choose', 'withdraw', 'select') and choices is not null and value is null)
        or (action = 'value' and choices is null and value is not null)
    )
);

create index answers_round_idx on answers (round_id, person_id);

create function answers_are_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'answers are append-only' using errcode = 'restrict_violation';
end
$$;

create trigger answers_append_only before update or delete on answers
    for each row execute function answers_are_append_only();
create trigger answers_no_truncate before truncate on answers
    for each statement execute function answers_are_append_only();
