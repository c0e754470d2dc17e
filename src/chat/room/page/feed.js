// The questions and notices of the room, newest first: what is open, or else the last to close, in full at the top.

import * as clock from "./clock.js";
import { Card } from "./card.js";
import { announce, byId, el } from "./dom.js";
import { blocks, plain } from "./text.js";

/** By message id: `{ view, card }` or, for a notice, `{ view, element }`. */
const messages = new Map();
const byMark = new Map();
const talliedAt = new Map();
let act = {};
let known = false;

export function start(actions) {
  act = actions;
  setInterval(() => cards().forEach((card) => card.tick()), 250);
}

const cards = () => [...byMark.values()];
const newestFirst = () => [...messages.values()].sort((a, b) => b.view.id - a.view.id);

/** The question that keys and commands are about. */
export function active() {
  const focused = document.activeElement?.closest?.(".card.open");
  const open = newestFirst().map(({ card }) => card).filter((card) => card?.open);
  return open.find((card) => card.element === focused) ?? open[0] ?? null;
}

/** Opens an editor with a program on a question's card; `false` when the question isn't here, or is still open. */
export function tryOut(mark, program) {
  const card = byMark.get(mark);
  if (!card || card.open) return false;
  card.tryOut(program);
  return true;
}

/** The whole state: in place of everything, or merged in when it was asked for at `since` and newer things may be here. */
export function show({ messages: views }, since = null) {
  if (since === null) {
    const ids = new Set(views.map(({ id }) => id));
    for (const [id, message] of messages) {
      if (ids.has(id)) continue;
      messages.delete(id);
      if (message.card) byMark.delete(message.card.mark);
    }
  }
  for (const view of [...views].reverse()) {
    const counted = talliedAt.get(view.mark);
    if (since !== null && view.tally && counted > since) view.tally = null;
    put(view);
  }
  known = true;
  arrange();
}

export function upsert(view) {
  const fresh = !messages.has(view.id);
  put(view);
  arrange();
  if (fresh && view.kind === "question" && !view.outcome) {
    announce(`New question. ${plain(view.stem)}`);
  }
}

function put(view) {
  const message = messages.get(view.id);
  if (view.kind === "question") {
    if (message) {
      message.view = view;
      message.card.update(view);
    } else {
      const card = new Card(view, act);
      byMark.set(view.mark, card);
      messages.set(view.id, { view, card });
    }
  } else if (!message) {
    messages.set(view.id, { view, element: notice(view) });
  }
}

function notice(view) {
  return el("div", { class: "notice" }, el("div", {}, ...blocks(view.text)), el("span", { class: "when" }, clock.moment(view.at)));
}

export function tally({ mark, tally }) {
  talliedAt.set(mark, performance.now());
  byMark.get(mark)?.tally(tally);
}

/** What this person has answered has changed: for one question, or for all. */
export function answered(mark) {
  for (const card of mark ? [byMark.get(mark)] : cards()) card?.answered();
}

/** Puts everything in its place. Elements that are already there aren't touched, so that nothing loses the focus. */
function arrange() {
  const all = newestFirst();
  const open = all.filter(({ card }) => card?.open);
  const top = open.length > 0 ? open : all.filter(({ card }) => card).slice(0, 1);
  const rest = all.filter((message) => !top.includes(message));
  for (const { card } of top) card.foldable(false);
  for (const { card } of rest) {
    if (!card || card.element.classList.contains("foldable")) continue;
    card.foldable(true);
    card.fold(true);
  }
  place(byId("now"), top);
  place(byId("earlier"), rest);
  byId("earlier-section").hidden = rest.length === 0;
  byId("now-title").textContent = open.length > 0 || top.length === 0 ? "Now" : "Just closed";
  byId("empty").hidden = !known || top.length > 0;
  byId("empty").textContent = "No question has been asked yet. The next one comes on schedule, or right away if you ask for it.";
  byId("next").hidden = !known || open.length > 0;
}

function place(parent, wanted) {
  const elements = wanted.map(({ card, element }) => card?.element ?? element);
  for (const child of [...parent.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, i) => {
    if (parent.children[i] !== element) parent.insertBefore(element, parent.children[i] ?? null);
  });
}
