// What makes the page hard to use for somebody, as a list of sentences; empty where all is well.

const found = [];
const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
const called = (element) => `<${element.tagName.toLowerCase()} id="${element.id}" class="${element.className}">`;

// Ids are unique, and what refers to one finds it.
const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) found.push(`two elements are #${id}`);
for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "list"]) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) {
    for (const id of element.getAttribute(attribute).split(/\s+/)) {
      if (!ids.includes(id)) found.push(`${attribute} of ${called(element)} names #${id}, which isn't there`);
    }
  }
}

// Structure.
if (!document.documentElement.lang) found.push("the page has no language");
if (!document.title) found.push("the page has no title");
if (document.querySelectorAll("main").length !== 1) found.push("there isn't one main");
if (!document.querySelector("[aria-live=polite]")) found.push("nothing is announced");
const levels = all("h1, h2, h3, h4, h5, h6").map(({ tagName }) => Number(tagName[1]));
if (levels.filter((level) => level === 1).length !== 1) found.push(`headings: ${levels}`);
levels.forEach((level, i) => level > (levels[i - 1] ?? 0) + 1 && found.push(`headings skip a level: ${levels}`));
if (document.querySelector("[tabindex]:not([tabindex='0'], [tabindex='-1'])")) found.push("the order of the focus is forced");

// Answers say whether they are chosen; the board's tabs, which one is.
for (const button of all(".option")) {
  if (!["true", "false"].includes(button.getAttribute("aria-pressed"))) found.push(`${called(button)} has no state`);
}
const chosen = all("[role=tab]").filter((tab) => tab.getAttribute("aria-selected") === "true");
if (chosen.length !== 1 || chosen[0].tabIndex !== 0) found.push("there isn't one chosen tab");

// Fingers and pointers hit what they mean.
for (const element of all("button, a, input")) {
  const { width, height } = element.getBoundingClientRect();
  if (Math.min(width, height) < 24 && !element.classList.contains("skip")) found.push(`${called(element)} is ${width} × ${height}`);
}

// Nothing sticks out: only code scrolls sideways, by itself.
const wide = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide in ${wide}`);
for (const element of all("body *")) {
  const { left, right, width } = element.getBoundingClientRect();
  const clipped = element.closest(".code, .hidden, .skip, bdi");
  if (!clipped && width > 0 && (right > wide + 1 || left < -1)) found.push(`${called(element)} reaches from ${left} to ${right} of ${wide}`);
}

// Text stands out from what is behind it: 4.5 to 1, or 3 to 1 where it is large (WCAG 2.2, 1.4.3).
const colour = (text) => {
  const [, inner] = /^rgba?\((.+)\)$/.exec(text) ?? [];
  if (!inner) throw new Error(`a colour that can't be read: ${text}`);
  const [r, g, b, a = 1] = inner.split(/[ ,/]+/).map(Number);
  return { r, g, b, a };
};
const over = (top, below) => {
  const mix = (x, y) => x * top.a + y * (1 - top.a);
  return { r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b), a: 1 };
};
const behind = (element) => {
  if (!element) return { r: 255, g: 255, b: 255, a: 1 };
  const own = colour(getComputedStyle(element).backgroundColor);
  // A bar that grows behind a line's text is the darker ground of the two.
  const fill = element.querySelector(":scope > .fill");
  const ground = own.a === 1 ? own : over(own, behind(element.parentElement));
  return fill ? over(colour(getComputedStyle(fill).backgroundColor), ground) : ground;
};
const luminance = ({ r, g, b }) => {
  const [x, y, z] = [r, g, b].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
for (const element of all("body *")) {
  const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!says || element.closest(".hidden, .skip, :disabled, noscript")) continue;
  const style = getComputedStyle(element);
  const ground = behind(element);
  const [light, dark] = [luminance(over(colour(style.color), ground)), luminance(ground)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = Number.parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) found.push(`“${element.textContent.trim().slice(0, 40)}” has a contrast of ${ratio.toFixed(2)}`);
}

// No value of the program's own is shown where words belong.
for (const element of all("body *")) {
  for (const { nodeType, data } of element.childNodes) {
    if (nodeType === Node.TEXT_NODE && /^\s*(false|true|null|undefined|NaN|\[object \w+\])\s*$/.test(data)) found.push(`${called(element)} says ${data}`);
  }
}
return found;
