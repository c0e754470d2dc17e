// A question: open, with its options to choose and the count so far; then closed, with its outcome.

import * as answers from "./answers.js";
import * as clock from "./clock.js";
import { announce, counted, el, letter, setText } from "./dom.js";
import { Editor } from "./editor.js";
import { outcome, verdict } from "./outcome.js";
import { blocks, code, inlines, plain, sentence, text } from "./text.js";

const FORMS = { mcq: "One answer", msq: "Several answers", nat: "Type the answer" };

/** Seconds before the end at which screen readers are told. */
const CALLS = [60, 10];

const ICONS = { saved: "✓", saving: "…", waiting: "↻", refused: "!" };

export class Card {
  /** `act` does what a card can't by itself: `ready()` (is somebody playing?) and `why(mark)`. */
  constructor(view, act) {
    this.act = act;
    this.mark = view.mark;
    this.folded = false;
    this.element = el("article", { class: "card", id: `q-${view.mark}`, tabindex: -1, "aria-labelledby": `stem-${view.mark}` });
    this.render(view);
  }

  get open() {
    return !this.view.outcome;
  }

  /** Shows a newer view. A question that has closed doesn't open again, whatever arrives late. */
  update(view) {
    if (!this.open && !view.outcome) return;
    if (this.open && !view.outcome) {
      this.tally(view.tally);
      return;
    }
    if (this.open) announce(`Closed. ${plain(view.stem)}`);
    const focused = this.element.contains(document.activeElement);
    this.render(view);
    if (focused) this.element.focus({ preventScroll: true });
  }

  render(view) {
    this.view = view;
    this.own = JSON.stringify(answers.of(view.mark).standing);
    this.called = new Set(CALLS.filter((seconds) => view.closes_at - clock.now() < seconds * 1000));
    this.body = el("div", { class: "card-body", id: `body-${view.mark}` },
      el("div", { class: "stem", id: `stem-${view.mark}` }, ...blocks(view.stem)),
      view.code && code(view.code, "The question's code"),
      ...(this.open ? this.ways() : outcome(view, answers.of(view.mark).standing, this.after())),
      this.editor?.element);
    this.element.classList.toggle("open", this.open);
    this.element.replaceChildren(this.head(), this.body);
    this.fold(this.folded);
    if (this.open) {
      this.tally(view.tally);
      this.answered();
      this.tick();
    }
  }

  head() {
    const { topic, difficulty, form, closes_at: closes, mark } = this.view;
    const tags = [
      el("span", { class: "topic" }, topic),
      el("span", { class: "badge" }, FORMS[form]),
      difficulty && el("span", { class: "badge soft" }, difficulty),
    ];
    if (this.open) {
      this.left = el("span", { class: "left" });
      this.bar = el("span", { class: "bar" });
      this.summary = null;
      const time = el("span", { class: "timer", role: "timer", "aria-live": "off" }, this.left);
      return el("header", { class: "card-head" }, ...tags, time, el("span", { class: "progress", "aria-hidden": "true" }, this.bar));
    }
    const own = verdict(this.view, answers.of(mark).standing);
    this.summary = el("button", { type: "button", class: "summary", "aria-controls": `body-${mark}`, onclick: () => this.fold(!this.folded) },
      el("span", { class: "summary-text" }, plain(this.view.stem)),
      own && el("span", { class: `verdict ${own.kind}` }, own.short));
    return el("header", { class: "card-head" }, ...tags, el("span", { class: "when" }, `closed ${clock.moment(closes)}`), this.summary);
  }

  /** What can be done once it has closed. */
  after() {
    return { why: () => this.act.why(this.mark), tryOut: () => this.tryOut(text(this.view.code)) };
  }

  /** Opens the editor with a program. What somebody wrote before is still there, unless they ask for another. */
  tryOut(program) {
    this.fold(false);
    if (this.editor && this.editor.original !== program) {
      this.editor.original = program;
      this.editor.set(program);
    }
    this.editor ??= new Editor({ key: this.mark, program, act: this.act, close: () => this.closeEditor() });
    this.body.append(this.editor.element);
    this.editor.focus();
  }

  closeEditor() {
    this.editor.element.remove();
    this.editor = null;
    this.element.focus({ preventScroll: true });
  }

  /** An older question is one line until somebody wants it. */
  fold(folded) {
    this.folded = folded && !this.open;
    this.element.classList.toggle("folded", this.folded);
    this.body.hidden = this.folded;
    this.summary?.setAttribute("aria-expanded", String(!this.folded));
  }

  /** Marks a question that may be folded, as all but the newest are. */
  foldable(may) {
    this.element.classList.toggle("foldable", may && !this.open);
    if (!may) this.fold(false);
  }

  ways() {
    this.saved = el("p", { class: "saved", role: "status" });
    this.count = el("span", { class: "count" });
    const foot = el("footer", { class: "card-foot" }, this.saved,
      el("p", { class: "facts" }, this.count, el("span", {}, this.view.marking), el("span", { class: "mark" }, `#${this.mark}`)));
    return [this.view.form === "nat" ? this.number() : this.options(), foot];
  }

  options() {
    const { options, form } = this.view;
    this.buttons = options.map((option, i) =>
      el("button", { type: "button", class: "option", onclick: () => this.choose(i) },
        el("span", { class: "letter" }, letter(i)),
        el("span", { class: "option-text" }, ...inlines(option)),
        el("span", { class: "option-count" }, el("span", { class: "n" }, "0"), el("span", { class: "hidden" }, " chose this"))));
    const label = form === "msq" ? "Options; choose all that are right" : "Options; choose one";
    return el("div", { class: "options", role: "group", "aria-label": label }, ...this.buttons);
  }

  number() {
    const id = `value-${this.mark}`;
    this.buttons = null;
    this.input = el("input", { id, inputmode: "text", autocomplete: "off", spellcheck: "false", maxlength: 200,
      "aria-describedby": this.view.hint ? `hint-${this.mark}` : null });
    this.submit = el("button", { type: "submit", class: "primary" }, "Answer");
    const form = el("form", { class: "number" }, el("label", { for: id }, "Your answer"),
      el("div", { class: "field" }, this.input, this.submit),
      // Many a stem says it already; then only those who jump from field to field hear it again.
      this.view.hint && el("p", { class: plain(this.view.stem).includes(this.view.hint) ? "hidden" : "hint", id: `hint-${this.mark}` },
        ...sentence(this.view.hint)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const value = this.input.value.trim();
      if (!value) return this.input.focus();
      if (this.act.ready()) answers.wish(this.mark, { value });
    });
    return form;
  }

  /** Puts an option in, or takes it out. */
  choose(index) {
    if (!this.open || !this.buttons?.[index] || this.over || !this.act.ready()) return;
    const { options } = answers.shown(this.mark);
    const others = this.view.form === "msq" ? options.filter((option) => option !== index) : [];
    const select = options.includes(index) ? others : [...others, index].sort((a, b) => a - b);
    answers.wish(this.mark, { select });
  }

  /** Shows what this person has answered, and whether it is saved. */
  answered() {
    if (!this.open) return this.graded();
    const { state, text } = answers.of(this.mark);
    const shown = answers.shown(this.mark);
    this.buttons?.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(shown.options.includes(i)));
      button.classList.toggle("unsaved", shown.options.includes(i) && state !== "saved");
    });
    if (this.input && shown.value !== null && document.activeElement !== this.input) this.input.value = shown.value;
    if (this.submit) setText(this.submit, shown.value === null ? "Answer" : "Change");
    const was = shown.value !== null && state === "saved" && !text.includes(shown.value) ? ` (${shown.value})` : "";
    this.saved.className = `saved ${state}`;
    if (this.saved.dataset.text !== text + was) {
      this.saved.dataset.text = text + was;
      const icon = ICONS[state] && text ? [el("span", { class: "icon", "aria-hidden": "true" }, ICONS[state])] : [];
      this.saved.replaceChildren(...icon, el("span", {}, ...sentence(text), el("bdi", {}, was)));
    }
  }

  /** Shows a closed question anew, if it turns out that this person answered something else than was known. */
  graded() {
    if (JSON.stringify(answers.of(this.mark).standing) === this.own) return;
    const focused = this.element.contains(document.activeElement);
    this.render(this.view);
    if (focused) this.element.focus({ preventScroll: true });
  }

  tally(tally) {
    if (!this.open || !tally) return;
    this.view.tally = tally;
    setText(this.count, tally.answered === 0 ? "Nobody has answered yet" : `${counted(tally.answered, "person", "people")} answered`);
    this.buttons?.forEach((button, i) => {
      const n = tally.options[i] ?? 0;
      setText(button.querySelector(".n"), n.toLocaleString("en"));
      button.classList.toggle("none", n === 0);
    });
  }

  /** Moves the countdown. */
  tick() {
    if (!this.open) return;
    const { opens_at: opens, closes_at: closes } = this.view;
    // However late the time came here, there is never more left than there was at first.
    const left = Math.min(closes - clock.now(), closes - opens);
    this.over = left <= 0;
    setText(this.left, this.over ? "Closing…" : `${clock.remaining(left)} left`);
    this.bar.style.transform = `scaleX(${Math.max(0, Math.min(1, left / Math.max(1, closes - opens)))})`;
    this.element.classList.toggle("urgent", left < 10_000);
    const controls = this.buttons ?? [this.input, this.submit];
    // What is disabled loses the focus, to nothing; until the outcome comes, the question keeps it.
    if (this.over && controls.includes(document.activeElement)) this.element.focus({ preventScroll: true });
    for (const control of controls) control.disabled = this.over;
    for (const seconds of CALLS) {
      if (left <= seconds * 1000 && left > 0 && !this.called.has(seconds)) {
        this.called.add(seconds);
        announce(`${seconds} seconds left.`);
      }
    }
  }
}
