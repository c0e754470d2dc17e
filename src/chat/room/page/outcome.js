// How a question ended: what was right, who chose what, and why.

import { counted, el, letter, name } from "./dom.js";
import { blocks, inlines } from "./text.js";

/** Typed answers are counted in one form: `0,731` and `.731` under `0.731`. Words are as they are. */
const form = (text) => (/^[-+]?\d*[.,]?\d+(e[-+]?\d+)?$/i.test(text) ? Number(text.replace(",", ".")) : text.toLowerCase());
const lineOf = (values, own) => values.find(({ value }) => value === own || form(value) === form(own));

/** How this person did, in words; `null` where nothing was answered, or only the room knows. */
export function verdict(view, { options, value, right: known }) {
  const { right_options: key, values } = view.outcome;
  const right = { kind: "right", short: "✓ Right", text: "Your answer was right." };
  const wrong = { kind: "wrong", short: "✗ Not right", text: "Your answer was not right." };
  if (view.form === "nat") {
    const did = value === null ? null : known ?? lineOf(values, value)?.right ?? null;
    return did === null ? null : did ? right : wrong;
  }
  if (options.length === 0) return null;
  const wanted = key.filter(Boolean).length;
  const hits = options.filter((option) => key[option]).length;
  if (hits === wanted && options.length === wanted) return right;
  if (view.form === "msq" && hits > 0) {
    return { kind: "partly", short: "◐ Partly right", text: partly(hits, wanted, options.length - hits) };
  }
  return wrong;
}

const partly = (hits, wanted, others) =>
  `You had ${hits} of the ${wanted} right options${others > 0 ? `, and ${others} that ${others === 1 ? "is" : "are"} not right` : ""}.`;

/** How many had it right, in words. */
function howMany(right, answered) {
  if (answered === 0) return "Nobody answered.";
  if (right === 0) return "Nobody had it right.";
  return `${right.toLocaleString("en")} of ${counted(answered, "person", "people")} had it right.`;
}

/** `act` is what can be done about it: `why()`, and `tryOut()` where there is code. */
export function outcome(view, own, act) {
  const { right, first_right: first, tally, explanation } = view.outcome;
  const did = verdict(view, own);
  return [
    view.form === "nat" ? values(view, own) : options(view, own),
    el("div", { class: "result" },
      did && el("p", { class: `verdict ${did.kind}` }, el("span", { "aria-hidden": "true" }, did.short.charAt(0)), did.text),
      el("p", {}, howMany(right, tally.answered), ...winners(first))),
    explanation.length > 0 && el("div", { class: "explanation" }, el("h3", {}, "Explanation"), ...blocks(explanation)),
    el("footer", { class: "card-foot" },
      el("div", { class: "ways" },
        el("button", { type: "button", class: "secondary", onclick: act.why }, "Why?"),
        view.code && el("button", { type: "button", class: "secondary", onclick: act.tryOut }, "Try it")),
      el("p", { class: "facts" }, el("span", {}, view.marking), el("span", { class: "mark" }, `#${view.mark}`))),
  ];
}

function winners(first) {
  if (first.length === 0) return [];
  const names = first.flatMap((one, i) => [i === 0 ? " " : ", ", name(one)]);
  return [" First:", ...names, "."];
}

function options({ options, outcome: { tally, right_options: key } }, own) {
  const lines = options.map((option, i) =>
    line({
      head: el("span", { class: "letter" }, letter(i)),
      text: inlines(option),
      count: tally.options[i] ?? 0,
      answered: tally.answered,
      right: key[i],
      own: own.options.includes(i),
    }));
  return el("ol", { class: "distribution", "aria-label": "Options and how many chose each" }, ...lines);
}

function values({ outcome: { values, right_value: key, tally } }, own) {
  const mine = own.value === null ? undefined : lineOf(values, own.value);
  const lines = values.map((one) =>
    line({ text: [el("bdi", { class: "value" }, one.value)], count: one.count, answered: tally.answered, right: one.right, own: one === mine }));
  return el("div", {},
    key && el("p", { class: "key" }, el("span", { "aria-hidden": "true" }, "✓"), "The answer is ", el("strong", {}, key)),
    lines.length > 0 && el("ol", { class: "distribution", "aria-label": "Answers and how many typed each" }, ...lines),
    own.value !== null && !mine && el("p", { class: "hint" }, "Your answer was ", el("bdi", { class: "value" }, own.value)));
}

function line({ head, text, count, answered, right, own }) {
  const share = answered > 0 ? Math.min(1, count / answered) : 0;
  const fill = el("span", { class: "fill", "aria-hidden": "true" });
  fill.style.transform = `scaleX(${share})`;
  const percent = answered > 0 ? `${Math.round(100 * share)}%` : "";
  const tags = [
    right && el("span", { class: "tag right" }, el("span", { "aria-hidden": "true" }, "✓"), "Right"),
    own && el("span", { class: "tag own" }, el("span", { "aria-hidden": "true" }, right ? "✓" : "✗"), "Your answer"),
  ];
  const kind = ["line", !head && "value-line", right && "is-right", own && !right && "is-missed"].filter(Boolean).join(" ");
  return el("li", { class: kind }, fill, head,
    el("span", { class: "option-text" }, el("span", { class: "tagged" }, ...text), el("span", { class: "tags" }, ...tags.filter(Boolean))),
    el("span", { class: "option-count" }, el("span", { class: "n" }, count.toLocaleString("en")), el("span", { class: "percent" }, percent)));
}
