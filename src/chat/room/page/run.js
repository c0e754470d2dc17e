// What a program did: what it printed, its pictures, and how it ended.

import { el } from "./dom.js";
import { sentence } from "./text.js";

const ICONS = { finished: "✓", raised: "!", stopped: "■" };

/** How it ended, in one line. `goTo` is offered for the line of a program that is at hand. */
export function summary(run, goTo = null) {
  return el("p", { class: `ran-summary ${run.ended}` },
    el("span", { class: "icon", "aria-hidden": "true" }, ICONS[run.ended]),
    el("span", {}, ...sentence(run.summary)),
    goTo && run.line && el("button", { type: "button", class: "quiet", onclick: () => goTo(run.line) }, `Go to line ${run.line}`));
}

/** Everything else that there is to see of it. */
export function results(run) {
  const { stdout, stderr, silent, pictures, missing } = run;
  return [
    ...printed(stdout, "What it printed", "output"),
    ...printed(stderr, "Errors and warnings", "output errors"),
    ...pictures.map(picture),
    missing && el("p", { class: "hint" }, missing),
    silent && el("p", { class: "hint" }, silent),
  ];
}

/** Output scrolls by itself, so it takes the focus: the keyboard can scroll it too. */
function printed(output, label, kind) {
  if (!output) return [];
  return [
    el("p", { class: "label" }, label),
    el("pre", { class: `code ${kind}`, tabindex: 0, role: "region", "aria-label": label }, el("samp", {}, output.text)),
    output.note && el("p", { class: "hint" }, output.note),
  ];
}

/** A picture in the colours of the page, which opens by itself when it is clicked. */
function picture({ alt, width, height, light, dark }) {
  const image = el("img", { src: light, alt, width, height, decoding: "async" });
  const link = el("a", { href: light, target: "_blank", rel: "noopener" },
    el("picture", {}, el("source", { srcset: dark, media: "(prefers-color-scheme: dark)" }), image));
  const figure = el("figure", { class: "figure" }, link);
  // The room has restarted, or shown many others since.
  image.addEventListener("error", () => figure.replaceChildren(el("p", { class: "hint" }, `${alt} The room no longer has the picture. Ask again to see it.`)));
  return figure;
}
