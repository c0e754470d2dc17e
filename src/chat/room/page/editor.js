// A program to write, change and run. Tab indents, as in every editor; Escape gives it back, so that the keyboard gets out.

import { call, eventId, finish } from "./api.js";
import { announce, el, setText } from "./dom.js";
import { results, summary } from "./run.js";
import * as session from "./session.js";
import { sentence } from "./text.js";

const INDENT = "    ";
const HINT = "Ctrl+Enter runs it. Tab indents; Esc and then Tab moves on.";
const FREE = "Tab moves on now.";
const MIN_ROWS = 5;
const MAX_ROWS = 24;

let editors = 0;

export class Editor {
  /** `key` names what is kept of it; `act.ready()` says whether somebody plays; `close` takes it away. */
  constructor({ key, program, act, close }) {
    this.key = `draft.${key}`;
    this.original = program;
    this.act = act;
    this.busy = false;
    this.free = false;
    const id = `editor-${++editors}`;
    this.area = el("textarea", { id, class: "editor-area", spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off",
      wrap: "off", maxlength: 32768, "aria-describedby": `${id}-hint`, placeholder: "import torch" });
    this.hint = el("p", { class: "hint editor-hint", id: `${id}-hint` }, HINT);
    this.button = el("button", { type: "button", class: "primary", onclick: () => this.run() }, "Run");
    this.again = el("button", { type: "button", class: "quiet", onclick: () => this.set(this.original) }, "Start over");
    this.outcome = el("div", { class: "ran", hidden: true });
    this.element = el("section", { class: "editor", "aria-label": "Try it" },
      el("label", { for: id }, "Your program"),
      this.area,
      el("div", { class: "editor-foot" }, this.button, this.again,
        close && el("button", { type: "button", class: "quiet", onclick: close }, "Close")),
      this.hint,
      this.outcome);
    const kept = session.kept(this.key);
    // A draft goes on; but whoever asks for another program gets that one.
    this.area.value = kept?.of === program ? kept.value : program;
    this.area.addEventListener("keydown", (event) => this.pressed(event));
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("focus", () => this.release(false));
    this.changed(false);
  }

  focus() {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(0, 0);
    this.area.scrollTop = 0;
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Starts from another program; what was written is one undo away. */
  set(program) {
    this.area.focus();
    this.area.select();
    this.insert(program);
    this.area.setSelectionRange(0, 0);
    this.area.scrollTop = 0;
  }

  changed(keep = true) {
    const { value } = this.area;
    this.area.rows = Math.min(MAX_ROWS, Math.max(MIN_ROWS, value.split("\n").length));
    this.again.hidden = value === this.original || this.original === "";
    if (keep) session.keep(this.key, value === this.original ? null : { of: this.original, value });
  }

  pressed(event) {
    const { key, ctrlKey, metaKey, shiftKey, altKey, isComposing } = event;
    if (isComposing) return;
    if (key === "Enter" && (ctrlKey || metaKey)) {
      event.preventDefault();
      this.run();
    } else if (key === "Escape" && !this.free) {
      // The first Escape gives the keyboard its Tab back; the next closes what it closes elsewhere.
      event.stopPropagation();
      this.release(true);
    } else if (key === "Tab" && !this.free && !ctrlKey && !metaKey && !altKey) {
      event.preventDefault();
      this.indent(shiftKey);
    } else if (key === "Enter" && !shiftKey && !altKey) {
      event.preventDefault();
      this.newline();
    }
  }

  release(free) {
    this.free = free;
    setText(this.hint, free ? FREE : HINT);
  }

  /** The line under the caret begins the next as far in as it is itself, and further after a colon. */
  newline() {
    const { value, selectionStart: at } = this.area;
    const line = value.slice(value.lastIndexOf("\n", at - 1) + 1, at);
    const [indent] = /^[ \t]*/.exec(line);
    this.insert(`\n${indent}${/:\s*(#.*)?$/.test(line) ? INDENT : ""}`);
  }

  /** Moves the lines of the selection in or out; without a selection, puts in spaces up to the next stop. */
  indent(out) {
    const { value, selectionStart: start, selectionEnd: end } = this.area;
    const first = value.lastIndexOf("\n", start - 1) + 1;
    if (start === end && !out) return this.insert(" ".repeat(INDENT.length - ((start - first) % INDENT.length)));
    const stop = value.indexOf("\n", Math.max(first, end > start && value[end - 1] === "\n" ? end - 1 : end));
    const last = stop < 0 ? value.length : stop;
    const lines = value.slice(first, last).split("\n");
    const moved = lines.map((line) => (out ? line.replace(/^( {1,4}|\t)/, "") : line && INDENT + line));
    if (moved.every((line, i) => line === lines[i])) return;
    this.area.setSelectionRange(first, last);
    this.insert(moved.join("\n"));
    const begin = start === end ? Math.max(first, start + moved[0].length - lines[0].length) : first;
    this.area.setSelectionRange(begin, start === end ? begin : first + moved.join("\n").length);
  }

  /** Types text in place of the selection. Browsers keep what they typed themselves for undo. */
  insert(text) {
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.changed();
    }
  }

  goTo(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    const height = Number.parseFloat(getComputedStyle(this.area).lineHeight) || 22;
    this.area.scrollTop = Math.max(0, (line - 3) * height);
  }

  async run() {
    if (this.busy || !this.act.ready()) return;
    const person = session.current();
    const body = { program: this.area.value, event_id: eventId() };
    this.wait(true);
    try {
      const reply = await finish(() => call("api/run", { token: person.token, body }));
      this.show([summary(reply.run, (line) => this.goTo(line)), ...results(reply.run)]);
      announce(reply.run.summary);
    } catch (problem) {
      if (problem.status === 401) session.forget(person.token);
      this.show([el("p", { class: "refusal" }, ...sentence(problem.message))]);
      announce(problem.message);
    } finally {
      this.wait(false);
    }
  }

  /** While it runs, the button says so; it keeps the focus, and an older result stays readable. */
  wait(busy) {
    this.busy = busy;
    setText(this.button, busy ? "Running…" : "Run");
    this.button.setAttribute("aria-disabled", String(busy));
    this.outcome.classList.toggle("old", busy);
    if (busy) announce("Running…");
  }

  show(content) {
    this.outcome.hidden = false;
    this.outcome.replaceChildren(...content.filter(Boolean));
    this.outcome.scrollIntoView({ block: "nearest" });
  }
}
