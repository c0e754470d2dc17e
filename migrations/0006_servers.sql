-- Why: a platform has many servers, whose organisers decide by commands what the configuration decides for the room; a bot of several
-- processes must know which of them drives a round; and whoever leaves takes their name with them, while what was counted stays.

set local statement_timeout = 0;

-- What a server's organisers have set. Null: as configured.
create table servers (
    platform text not null,
    server text not null,
    answers text,
    scheme text,
    time_zone text,
    open_for_seconds bigint,
    -- One more whenever the server's own questions change: a process that remembers them then reads them again.
    bank_version bigint not null default 0,
    primary key (platform, server),
    constraint servers_answers_check check (answers in ('public', 'private')),
    constraint servers_open_for_check check (open_for_seconds > 0)
);

-- The pool that a channel's `/quiz now` asks from.
create table channel_pools (
    place_id bigint primary key references places,
    pool text not null
);

-- Schedules made by commands. Those of the configuration are not in here.
create table schedules (
    id bigint generated always as identity primary key,
    place_id bigint not null references places,
    name text not null,
    cron text not null,
    open_for_seconds bigint not null,
    pool text not null,
    scheme text,
    time_zone text,
    paused boolean not null default false,
    made_by bigint not null references people,
    made_at timestamptz not null,
    constraint schedules_place_name_key unique (place_id, name),
    constraint schedules_open_for_check check (open_for_seconds > 0)
);

-- A server's own questions, beside those of the bot.
create table imported_questions (
    platform text not null,
    server text not null,
    question_id text not null,
    content jsonb not null,
    accepted_by bigint not null references people,
    accepted_at timestamptz not null,
    primary key (platform, server, question_id)
);

-- Files that were checked and wait for somebody's word. Accepted once; the row stays a while to say so.
create table import_previews (
    token text primary key,
    platform text not null,
    server text not null,
    name text not null,
    questions jsonb not null,
    made_by bigint not null references people,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz
);

-- Every round with work left, and who drives it. A table of its own, because answers hold share locks on rounds all the time.
create table round_leases (
    round_id bigint primary key references rounds,
    -- One run of one process; empty when nobody drives it.
    driver text not null,
    -- By the database's clock. Another may take the round from then on.
    lease_until timestamptz not null
) with (fillfactor = 50);

insert into round_leases (round_id, driver, lease_until)
select id, '', 'epoch' from rounds where announced_at is null and state <> 'void';

-- When somebody asked to be forgotten. From then on the row stands for nobody who can be named.
alter table people add left_at timestamptz;
-- Event ids hold the platform's id of a person, so the ledger keeps them hashed with this, which is thrown away with the name.
alter table people add salt text not null default gen_random_uuid()::text;

-- Whoever has asked to be forgotten while a round was under way: what the platform still shows of them is not read again. Hashed
-- with the round's mark, so that it names them nowhere else, and gone with the round.
create table round_leavers (
    round_id bigint not null references rounds,
    who text not null,
    primary key (round_id, who)
);

alter table answers disable trigger answers_append_only;
update answers a set event_id = encode(sha256(convert_to(p.salt || a.event_id, 'UTF8')), 'hex')
from people p where p.id = a.person_id;
alter table answers enable trigger answers_append_only;

-- Last, because it locks out whoever reads rounds, and the ledger above may be long.
-- As the server had it when the round was claimed: a change holds for the next one.
alter table rounds add private boolean not null default false;
-- How often its post was deleted and sent again.
alter table rounds add copy integer not null default 0;
-- Where in the order of events the present post begins, when it is not the first: what was done before was not on it.
alter table rounds add post_since bigint;

create index rounds_under_way_idx on rounds (place_id) where state in ('claimed', 'posting', 'open');
create index places_server_idx on places (platform, server);
