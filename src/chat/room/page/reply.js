// Replies to commands: only the person who asked sees them.

import { backoff, call, eventId, sleep } from "./api.js";
import * as answers from "./answers.js";
import * as board from "./board.js";
import { announce, byId, el } from "./dom.js";
import * as feed from "./feed.js";
import * as session from "./session.js";
import { blocks, sentence } from "./text.js";

const HISTORY = 30;

const history = [];
let at = 0;
let asked = 0;
let opener = null;

export function start(needName) {
  const input = byId("command-text");
  byId("command").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return input.focus();
    if (!session.current()) return needName();
    history.push(text);
    history.splice(0, history.length - HISTORY);
    at = history.length;
    input.value = "";
    run(text);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    // With something typed, the arrows belong to the browser's suggestions.
    if (!step || (input.value && input.value !== history[at])) return;
    event.preventDefault();
    at = Math.max(0, Math.min(history.length, at + step));
    input.value = history[at] ?? "";
  });
  byId("reply-close").addEventListener("click", close);
}

/** Where the focus was before the reply took it, it goes back to. */
export function close() {
  const reply = byId("reply");
  const inside = reply.contains(document.activeElement);
  reply.hidden = true;
  if (inside) (opener?.isConnected ? opener : byId("command-text")).focus();
}

/** Runs a command and shows its reply. Made again, it carries the same id: `/quiz now` twice posts one question. */
export async function run(text) {
  const mine = ++asked;
  const id = eventId();
  const show = (title, content) => {
    if (mine !== asked) return;
    byId("reply-title").replaceChildren(el("span", { class: "private" }, "Only you see this"), title);
    byId("reply-body").replaceChildren(...content);
    byId("reply").hidden = false;
    byId("reply-body").scrollTop = 0;
  };
  opener = document.activeElement;
  show(text, [el("p", { class: "waiting" }, "One moment…")]);
  for (let attempt = 0; ; attempt += 1) {
    const person = session.current();
    if (!person) return close();
    let reply;
    try {
      reply = await call("api/command", { token: person.token, body: { text, event_id: id } });
    } catch (problem) {
      if (problem.status === 401) return session.forget(person.token);
      if (!problem.retry || attempt >= 2 || mine !== asked) {
        return show(text, [el("p", { class: "refusal" }, ...sentence(problem.message))]);
      }
      await sleep(backoff(attempt));
      continue;
    }
    if (reply.kind === "recorded") answers.recorded(reply);
    if (reply.kind === "posted") return posted(reply, mine);
    return show(text, content(reply));
  }
}

/** The question itself is the reply; the word of its coming must not lie over it. */
function posted(reply, mine) {
  if (mine === asked) close();
  if (!feed.active()) announce(reply.text);
}

function content(reply) {
  const texts = reply.blocks;
  switch (reply.kind) {
    case "why":
      return [
        el("div", { class: "asked" }, ...blocks(texts.title)),
        el("div", { class: "answer" }, ...blocks(texts.text)),
        ...blocks(texts.explanation),
        ...(reply.note ? [el("div", { class: "note" }, ...blocks(texts.note))] : []),
      ];
    case "board":
      return [el("div", { class: "board-reply" }, ...board.table(reply))];
    case "me":
      return [el("h3", {}, el("bdi", {}, reply.name)), pairs(reply.lines)];
    case "help":
      return [...blocks(texts.text), pairs(reply.commands, (command) => el("code", {}, command))];
    case "mine":
      return [el("p", {}, "Your answers are shown on the questions.")];
    default:
      return blocks(texts.text);
  }
}

function pairs(lines, term = (text) => text) {
  return el("dl", {}, ...lines.flatMap(([name, value]) => [el("dt", {}, term(name)), el("dd", {}, ...sentence(value))]));
}
