// Who is playing in this window. The token is the window's own; names used before in this browser are offered again.

import { call } from "./api.js";

const TOKEN = "ansatz.token";
const NAME = "ansatz.name";
const EARLIER = "ansatz.earlier";
const MAX_EARLIER = 8;

/** Storage may be full, or forbidden: then the window simply forgets. */
function read(storage, key) {
  try {
    return JSON.parse(storage().getItem(key));
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to be done, and nothing is lost but convenience.
  }
}

const own = () => sessionStorage;
const shared = () => localStorage;

let token = read(own, TOKEN);
let name = read(own, NAME);
const listeners = [];

export const current = () => (token ? { token, name } : null);
export const onChange = (listener) => listeners.push(listener);
export const earlier = () => (read(shared, EARLIER) ?? []).filter((one) => one?.token && one?.name);

function become(next, reason = "") {
  token = next?.token ?? null;
  name = next?.name ?? null;
  write(own, TOKEN, token);
  write(own, NAME, name);
  for (const listener of listeners) listener(current(), reason);
}

export async function join(wanted) {
  const joined = await call("api/join", { body: { name: wanted } });
  remember(joined);
  become(joined);
}

/** Goes on under an earlier name, if the room still knows it. */
export async function resume(person) {
  try {
    const { name } = await call("api/me", { token: person.token });
    remember({ token: person.token, name });
    become({ token: person.token, name });
  } catch (problem) {
    if (problem.status === 401) forget(person.token);
    throw problem;
  }
}

/** Back to picking a name; the one left stays among the earlier ones. */
export function leave() {
  become(null);
}

/** The room no longer knows this token. */
export function forget(unknown) {
  write(shared, EARLIER, earlier().filter((one) => one.token !== unknown));
  if (token === unknown) become(null, "This room doesn't know you any more. Please pick a name again.");
}

function remember(person) {
  const others = earlier().filter((one) => one.token !== person.token);
  write(shared, EARLIER, [person, ...others].slice(0, MAX_EARLIER));
}

/** What this window keeps for the person playing in it, such as answers on their way. */
export const keep = (key, value) => token && write(own, `ansatz.${key}.${name}`, value);
export const kept = (key) => (token ? read(own, `ansatz.${key}.${name}`) : null);
