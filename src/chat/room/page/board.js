// The board beside the questions.

import { call } from "./api.js";
import { byId, counted, el, name } from "./dom.js";
import * as session from "./session.js";

const SPANS = [
  ["day", "Day"],
  ["week", "Week"],
  ["month", "Month"],
  ["season", "Season"],
  ["all_time", "All"],
];

/** Boards change for everybody at once; pages ask for them one after another. */
const SPREAD = 1200;

let span = "week";
let timer = 0;
let asked = 0;

export function start() {
  const tabs = byId("board-tabs");
  for (const [window, label] of SPANS) {
    tabs.append(el("button", { type: "button", role: "tab", "data-span": window, id: `tab-${window}`,
      "aria-controls": "board-panel", onclick: () => choose(window) }, label));
  }
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = SPANS.findIndex(([window]) => window === span);
    choose(SPANS[(at + step + SPANS.length) % SPANS.length][0]);
    byId(`tab-${span}`).focus();
  });
  choose(span);
}

function choose(window) {
  span = window;
  for (const tab of byId("board-tabs").children) {
    const chosen = tab.dataset.span === span;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  byId("board-panel").setAttribute("aria-labelledby", `tab-${span}`);
  load();
}

/** Asks again soon. */
export function soon() {
  clearTimeout(timer);
  timer = setTimeout(load, Math.random() * SPREAD);
}

export async function load() {
  const mine = ++asked;
  const panel = byId("board-panel");
  try {
    const view = await call(`api/board?window=${span}`, { token: session.current()?.token });
    if (mine === asked) panel.replaceChildren(...table(view));
  } catch (problem) {
    if (mine !== asked) return;
    if (problem.status === 401) return session.forget(session.current()?.token);
    // An old board is better than none.
    if (!panel.querySelector("table")) panel.replaceChildren(el("p", { class: "empty" }, problem.message));
    if (problem.retry) timer = setTimeout(load, 3000 + Math.random() * SPREAD);
  }
}

/** A board as elements: its title, its rows, and the asker's own row if that is further down. */
export function table({ title, rows, own, people }) {
  const heading = el("p", { class: "board-span" }, title);
  if (rows.length === 0) {
    return [heading, el("p", { class: "empty" }, "Nobody has points here yet. The first question decides.")];
  }
  const head = (text, kind, label) => el("th", { scope: "col", class: kind, "aria-label": label }, text);
  const body = rows.map(row);
  if (own) body.push(el("tr", { class: "gap", "aria-hidden": "true" }, el("td", { colspan: 4 }, "⋯")), row(own));
  const columns = [
    head("#", "rank", "Rank"),
    head("Name", "person"),
    head("Right", "score", "Right of answered"),
    head("Points", "points"),
  ];
  const more = people > rows.length ? [el("p", { class: "board-more" }, `${counted(people, "person", "people")} in all`)] : [];
  return [
    heading,
    el("table", {}, el("thead", {}, el("tr", {}, ...columns)), el("tbody", {}, ...body)),
    ...more,
  ];
}

function row({ rank, name: who, points, points_text: shown, answered, right, is_asker: own }) {
  const cells = [name(who, { title: who }), ...(own ? [el("span", { class: "you" }, "you")] : [])];
  return el("tr", { class: own ? "own" : null },
    // A place on the podium takes points.
    el("td", { class: rank <= 3 && points > 0 ? `rank medal-${rank}` : "rank" }, el("span", {}, String(rank))),
    el("th", { scope: "row", class: "person" }, el("span", { class: "person-line" }, ...cells)),
    el("td", { class: "score" }, `${right}/${answered}`),
    el("td", { class: "points" }, shown));
}
