// Makes elements. Text is only ever set as text: nothing in this page parses HTML.

/** An element with attributes (`class`, `aria-…`), properties and listeners (`onclick`), and children (nodes or texts;
 * nothing for `null` and `false`). */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Sets text only when it changes, so that screen readers hear changes alone. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Says something to screen readers, once. */
export function announce(text) {
  setText(byId("announcer"), text);
}

/** A name that somebody chose: kept apart, so that its direction of writing can't reach its neighbours. */
export const name = (text, attributes = {}) => el("bdi", attributes, text);

/** "1 answer", "3 answers". */
export const counted = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** The letter of an option: 0 is A. */
export const letter = (index) => String.fromCharCode(65 + index);
