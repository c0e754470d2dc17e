// Makes elements of the blocks that the server reads from texts: paragraphs, lists and code in colours.

import { el } from "./dom.js";

export function blocks(list) {
  return list.map((block) => {
    if (block.kind === "list") {
      return el(block.ordered ? "ol" : "ul", {}, ...block.items.map((item) => el("li", {}, ...inlines(item))));
    }
    if (block.kind === "code") return code(block.lines, "Code in the text");
    return el("p", {}, ...inlines(block.inlines));
  });
}

export function inlines(list) {
  return list.map(({ style, text }) => {
    if (style === "code") return el("code", {}, text);
    if (style === "strong") return el("strong", {}, text);
    return text;
  });
}

/** A line of code in its colours. */
export const spans = (line) => line.map(({ class: kind, text }) => (kind ? el("span", { class: `tok-${kind}` }, text) : text));

/** Code scrolls sideways by itself, so it takes the focus: the keyboard can scroll it too. */
export function code(lines, label) {
  const content = lines.flatMap((line, i) => (i === 0 ? spans(line) : ["\n", ...spans(line)]));
  return el("pre", { class: "code", tabindex: 0, role: "region", "aria-label": label }, el("code", {}, ...content));
}

/** Code in colours as the text it was. */
export const text = (lines) => `${lines.map((line) => line.map((span) => span.text).join("")).join("\n")}\n`;

/** A sentence from the server, whose `code` is the one markup in it. */
export function sentence(text) {
  return text.split("`").map((part, i) => (i % 2 === 1 ? el("code", {}, part) : part));
}

/** The words of blocks, for a summary of one line. */
export function plain(list) {
  const words = (parts) => parts.map(({ text }) => text).join("");
  return list
    .map((block) => (block.kind === "paragraph" ? words(block.inlines) : ""))
    .filter(Boolean)
    .join(" ");
}
