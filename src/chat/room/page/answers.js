// Answers on their way. Each question has at most one request under way and one wish behind it: a wish is the whole answer,
// so however fast somebody clicks, and however often a request is made again, what stands in the end is the last click.

import { backoff, call, eventId, sleep } from "./api.js";
import * as session from "./session.js";

/** Standings of closed questions kept to be shown beside the right answers. */
const MAX_KEPT = 60;

/** By mark: `{ standing, wish, busy, text, state }`, where a standing is `{ options, value, right }` (right once graded), with state "", "saving", "waiting", "saved" or "refused". */
let answers = new Map();
let generation = 0;
let onChange = () => {};

export const listen = (listener) => (onChange = listener);

const blank = () => ({ standing: { options: [], value: null }, wish: null, busy: false, text: "", state: "" });

export const of = (mark) => answers.get(mark) ?? blank();

/** What the person sees as chosen: the wish if one is under way, else what stands. */
export function shown(mark) {
  const { standing, wish } = of(mark);
  if (!wish) return standing;
  const { select, value } = wish.gesture;
  return value === undefined ? { options: select, value: null } : { options: [], value };
}

/** Somebody else plays in this window now. */
export function restart() {
  generation += 1;
  answers = new Map();
  for (const [mark, standing] of Object.entries(session.kept("standing") ?? {})) {
    answers.set(mark, { ...blank(), standing });
  }
  for (const [mark, wish] of Object.entries(session.kept("wishes") ?? {})) {
    answers.set(mark, { ...of(mark), wish });
    send(mark);
  }
}

/** What stands according to the room, for questions of this person, open or closed. */
export function take(rounds) {
  for (const { mark, standing, right } of rounds) {
    const answer = of(mark);
    if (answer.wish) continue;
    set(mark, { standing: { ...standing, right }, state: has(standing) ? "saved" : "", text: has(standing) ? "Your answer is saved." : "" });
  }
}

export const has = ({ options, value }) => options.length > 0 || value !== null;

/** What stands after a command. */
export function recorded({ mark, standing, text }) {
  set(mark, { standing, text, state: "saved" });
}

export function wish(mark, gesture) {
  set(mark, { wish: { gesture, id: eventId() }, state: "saving", text: "Saving…" });
  send(mark);
}

function set(mark, changes) {
  answers.set(mark, { ...of(mark), ...changes });
  keep();
  onChange(mark);
}

function keep() {
  const entries = [...answers].slice(-MAX_KEPT);
  session.keep("standing", Object.fromEntries(entries.map(([mark, { standing }]) => [mark, standing])));
  const wishes = entries.filter(([, { wish }]) => wish).map(([mark, { wish }]) => [mark, wish]);
  session.keep("wishes", Object.fromEntries(wishes));
}

async function send(mark) {
  if (of(mark).busy) return;
  const mine = generation;
  set(mark, { busy: true });
  for (let attempt = 0; of(mark).wish; ) {
    const { wish } = of(mark);
    const person = session.current();
    if (!person) break;
    const body = { mark, gesture: wish.gesture, event_id: wish.id };
    let problem = null;
    let reply = null;
    try {
      reply = await call("api/answer", { token: person.token, body });
    } catch (caught) {
      problem = caught;
    }
    if (mine !== generation) return;
    const last = of(mark).wish === wish;
    if (reply) {
      attempt = 0;
      set(mark, last ? { standing: reply.standing, wish: null, state: "saved", text: reply.text } : { standing: reply.standing });
    } else if (problem.retry) {
      set(mark, { state: "waiting", text: `Not saved yet: ${lowerFirst(problem.message)} Trying again…` });
      await sleep(backoff(attempt++));
      if (mine !== generation) return;
    } else if (problem.status === 401) {
      set(mark, { wish: null, busy: false, state: "", text: "" });
      return session.forget(person.token);
    } else if (last) {
      set(mark, { wish: null, state: "refused", text: problem.message });
    }
  }
  set(mark, { busy: false });
}

const lowerFirst = (text) => (/^(I|A)\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));
