// What a question's program proved: a verdict for each option with what was measured, and the program behind it.

import { el } from "./dom.js";
import { results, summary } from "./run.js";
import { code, inlines, sentence, spans } from "./text.js";

const ICONS = { agrees: "✓", differs: "!", open: "?" };

/** `tryOut(program)` opens an editor with it. */
export function proof(evidence, tryOut) {
  const { verdicts, standing, conclusion, run, letters, only_one: onlyOne } = evidence;
  const rest = results(run);
  return el("section", { class: "proof", "aria-label": "What the run shows" },
    el("p", { class: `standing ${standing}` }, el("span", { class: "icon", "aria-hidden": "true" }, ICONS[standing]), el("span", {}, ...sentence(conclusion))),
    verdicts.length > 0 && el("ol", { class: "verdicts", "aria-label": "Verdicts" }, ...verdicts.map(verdict)),
    summary(run),
    // Asked about one option, the verdict is the answer; the rest is there for those who want it.
    ...(onlyOne ? [el("details", {}, el("summary", {}, "What the program showed"), ...rest)] : rest),
    el("details", {},
      el("summary", {}, "The program"),
      letters && el("p", { class: "hint" }, letters),
      code(evidence.program, "The program"),
      el("button", { type: "button", class: "secondary", onclick: () => tryOut(evidence.source) }, "Try this program")));
}

function verdict({ letter, option, right, text, measured, warning }) {
  const kind = right ? "right" : "wrong";
  // Without a letter it is about a value, and the sentence says it all.
  const head = letter
    ? [el("span", { class: "letter" }, letter), el("span", { class: "option-text" }, ...inlines(option)), el("span", { class: `tag ${kind}` }, el("span", { "aria-hidden": "true" }, right ? "✓" : "✗"), text)]
    : [el("span", { class: "option-text value-text" }, ...sentence(text))];
  return el("li", { class: `verdict-line is-${kind}${warning ? " is-contested" : ""}` },
    el("div", { class: "verdict-head" }, ...head),
    measured && measure(measured),
    warning && el("p", { class: "warning" }, el("span", { "aria-hidden": "true" }, "!"), ...sentence(warning)));
}

/** The program's own words for it, and the values that they held. */
function measure({ code: lines, values }) {
  return el("div", { class: "measured" },
    el("span", { class: "hidden" }, "Measured: "),
    el("code", {}, ...lines.flatMap(spans)),
    values.length > 0 && el("span", { class: "values" }, ...values.map(([name, value]) => el("code", {}, `${name} = `, el("b", {}, value)))));
}
