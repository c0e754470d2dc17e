// Puts the page together: who plays, what comes over the line, and the keyboard.

import { call } from "./api.js";
import * as answers from "./answers.js";
import * as board from "./board.js";
import * as clock from "./clock.js";
import { byId, el, setText } from "./dom.js";
import * as feed from "./feed.js";
import { listen } from "./line.js";
import { verdict } from "./outcome.js";
import * as reply from "./reply.js";
import * as session from "./session.js";
import { sentence } from "./text.js";

/** A line that comes back within this time was never worth a word. */
const PATIENCE = 1500;

/** Pages that want to know the same thing at once ask within this time. */
const SPREAD = 1500;

let lostTimer = 0;

function needName(text = "Pick a name first, then you can play.") {
  setText(byId("join-error"), text);
  byId("join").scrollIntoView({ block: "nearest" });
  byId("join-name").focus();
  return false;
}

function showPerson() {
  const person = session.current();
  byId("join").hidden = person !== null;
  byId("who").hidden = person === null;
  setText(byId("who-name"), person?.name ?? "");
  document.body.classList.toggle("playing", person !== null);
  if (!person) showEarlier();
}

function showEarlier() {
  const people = session.earlier();
  byId("earlier-names").hidden = people.length === 0;
  byId("earlier-list").replaceChildren(...people.map((person) =>
    el("li", {}, el("button", { type: "button", class: "chip", onclick: () => enter(() => session.resume(person)) }, el("bdi", {}, person.name)))));
}

async function enter(way) {
  setText(byId("join-error"), "");
  const button = byId("join-form").querySelector("button");
  button.disabled = true;
  try {
    await way();
    byId("join-name").value = "";
    (feed.active()?.element ?? byId("questions")).focus({ preventScroll: true });
  } catch (problem) {
    byId("join-error").replaceChildren(...sentence(problem.message));
    showEarlier();
    byId("join-name").focus();
  } finally {
    button.disabled = false;
  }
}

/** What this person has answered, from the room itself: after a reload, a reconnect, or a change of person. */
async function refreshMine() {
  const person = session.current();
  if (!person) return;
  try {
    const { rounds } = await call("api/mine", { token: person.token });
    if (session.current()?.token === person.token) answers.take(rounds);
  } catch (problem) {
    if (problem.status === 401) session.forget(person.token);
  }
}

/** A window that shares the line of another has missed its beginning. */
async function catchUp() {
  const since = performance.now();
  try {
    const state = await call("api/state");
    clock.sync(state.now);
    feed.show(state, since);
  } catch {
    setTimeout(catchUp, 2000);
  }
}

function showLine(status) {
  clearTimeout(lostTimer);
  const banner = byId("lost");
  if (status === "open") {
    banner.hidden = true;
    return;
  }
  lostTimer = setTimeout(() => {
    setText(banner, "The room is out of reach. Your page keeps trying, and what you answered will be sent.");
    banner.hidden = false;
  }, PATIENCE);
}

const heard = {
  joined(status) {
    showLine(status);
    if (status !== "open") return;
    catchUp();
    refreshMine();
  },
  status: showLine,
  state(state) {
    clock.sync(state.now);
    feed.show(state);
    refreshMine();
    board.soon();
  },
  message(view) {
    feed.upsert(view);
    // Answered in another window, perhaps, or by a command: the room knows. Not everybody asks at once.
    if (view.outcome && !verdict(view, answers.of(view.mark).standing)) setTimeout(refreshMine, Math.random() * SPREAD);
  },
  tally: feed.tally,
  board: board.soon,
  beat: ({ now }) => clock.sync(now),
};

function keys(event) {
  if (event.key === "Escape") return reply.close();
  const typing = event.target.closest?.("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    return byId("command-text").focus();
  }
  const index = /^[a-j]$/i.test(event.key) ? event.key.toLowerCase().charCodeAt(0) - 97 : /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
  if (index >= 0) feed.active()?.choose(index);
}

feed.start({
  ready: () => session.current() !== null || needName(),
  why: (mark) => (session.current() ? reply.run(`/quiz why ${mark}`) : needName()),
});
answers.listen(feed.answered);
session.onChange((_, reason) => {
  showPerson();
  setText(byId("join-error"), reason);
  answers.restart();
  feed.answered();
  refreshMine();
  board.load();
});
byId("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(() => session.join(byId("join-name").value));
});
byId("leave").addEventListener("click", () => {
  session.leave();
  byId("join-name").focus();
});
byId("next").addEventListener("click", () => session.current() ? reply.run("/quiz now") : needName());
document.addEventListener("keydown", keys);
// Somebody may have answered in another window, under the same name.
document.addEventListener("visibilitychange", () => document.hidden || refreshMine());

showPerson();
reply.start(needName);
answers.restart();
board.start();
listen((event, data) => heard[event]?.(data));
