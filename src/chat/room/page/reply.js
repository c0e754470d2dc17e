// Replies to commands: only the person who asked sees them.

import { call, eventId, finish } from "./api.js";
import * as answers from "./answers.js";
import * as board from "./board.js";
import { announce, byId, el } from "./dom.js";
import { Editor } from "./editor.js";
import * as feed from "./feed.js";
import { proof } from "./proof.js";
import { results, summary } from "./run.js";
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
  const still = () => mine === asked;
  const show = (content) => {
    if (!still()) return;
    byId("reply-title").replaceChildren(el("span", { class: "private" }, "Only you see this"), text);
    byId("reply-body").replaceChildren(...content.filter(Boolean));
    byId("reply").hidden = false;
    byId("reply-body").scrollTop = 0;
  };
  const waiting = (words) => show([el("p", { class: "waiting" }, words)]);
  opener = document.activeElement;
  waiting("One moment…");
  const person = session.current();
  if (!person) return close();
  let reply;
  try {
    const ask = () => call("api/command", { token: person.token, body: { text, event_id: id } });
    reply = await finish(ask, { still, running: waiting });
  } catch (problem) {
    if (problem.status === 401) return session.forget(person.token);
    return show([el("p", { class: "refusal" }, ...sentence(problem.message))]);
  }
  if (!reply) return;
  if (reply.kind === "recorded") answers.recorded(reply);
  if (reply.kind === "posted") return posted(reply, mine);
  if (reply.kind === "editor" && still()) return edit(reply, show);
  show(content(reply));
}

/** Opens an editor: on the question's card, or here when it isn't on the page. */
function edit({ mark, program }, show = (content) => byId("reply-body").replaceChildren(...content)) {
  if (mark && feed.tryOut(mark, program)) return close();
  const editor = new Editor({ key: mark ?? "", program, act: { ready: () => session.current() !== null } });
  show([editor.element]);
  editor.focus();
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
        reply.evidence && proof(reply.evidence, (program) => edit({ mark: reply.mark, program })),
        ...(texts.explanation.length > 0 ? explained(texts.explanation, reply.evidence !== null) : []),
        reply.note && el("div", { class: "note" }, ...blocks(texts.note)),
        reply.snippet && el("button", { type: "button", class: "secondary try", onclick: () => edit({ mark: reply.mark, program: reply.snippet }) }, "Try it"),
      ];
    case "ran":
      return [summary(reply.run), ...results(reply.run)];
    case "board":
      return [el("div", { class: "board-reply" }, ...board.table(reply))];
    case "me":
      return [el("h3", {}, el("bdi", {}, reply.name)), pairs(reply.lines)];
    case "help":
      return [...blocks(texts.text), pairs(reply.commands, (command) => el("code", {}, command))];
    case "told":
      return [
        el("h3", {}, reply.title),
        ...blocks(texts.text),
        reply.lines.length > 0 && el("ul", {}, ...reply.lines.map((line) => el("li", {}, ...sentence(line)))),
      ];
    case "mine":
      return [el("p", {}, "Your answers are shown on the questions.")];
    default:
      return blocks(texts.text);
  }
}

/** Beside a proof, the author's words are under a heading of their own. */
const explained = (explanation, apart) => (apart ? [el("h3", {}, "Explanation"), ...blocks(explanation)] : blocks(explanation));

function pairs(lines, term = (text) => text) {
  return el("dl", {}, ...lines.flatMap(([name, value]) => [el("dt", {}, term(name)), el("dd", {}, ...sentence(value))]));
}
