-- Why: the room is a chat platform of our own, so what a platform would remember (its members and its messages) is kept here.

create table room_people (
    external_id text primary key,
    name text not null,
    -- The name as it is compared: two people in a room can't be told apart by case alone.
    name_key text not null,
    -- SHA-256 of the window's secret, never the secret.
    token_digest text not null,
    joined_at timestamptz not null default now(),
    constraint room_people_name_key unique (name_key),
    constraint room_people_token_digest_key unique (token_digest)
);

create table room_messages (
    id bigint generated always as identity primary key,
    -- The round's mark or the notice's key: sending the same message twice finds the first one.
    key text not null,
    body jsonb not null,
    sent_at timestamptz not null default now(),
    constraint room_messages_key unique (key)
);
