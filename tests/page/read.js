// What a person reads on the page, as plain values. Run in the page by the test; hidden texts are left out.

const words = (element) => {
  if (!element) return null;
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.hidden || node.classList.contains("hidden") || node.getAttribute("aria-hidden") === "true") return "";
    return [...node.childNodes].map(walk).join("");
  };
  return walk(element).replace(/\s+/g, " ").trim();
};
const all = (root, selector) => [...root.querySelectorAll(selector)];
const shown = (id) => !document.getElementById(id).hidden;

const option = (button) => ({
  letter: words(button.querySelector(".letter")),
  text: words(button.querySelector(".option-text")),
  chosen: button.getAttribute("aria-pressed") === "true",
  count: button.querySelector(".n").textContent,
});

const line = (item) => ({
  letter: words(item.querySelector(".letter")),
  text: words(item.querySelector(".tagged")),
  tags: all(item, ".tag").map(words),
  count: item.querySelector(".n").textContent,
  percent: item.querySelector(".percent").textContent,
});

const question = (card) => ({
  mark: card.id.slice(2),
  open: card.classList.contains("open"),
  tags: all(card, ".topic, .badge").map(words),
  stem: words(card.querySelector(".stem")),
  left: words(card.querySelector(".left")),
  options: all(card, ".option").map(option),
  button: words(card.querySelector(".number button")),
  saved: words(card.querySelector(".saved")),
  facts: all(card, ".facts > :not(.mark)").map(words),
  key: words(card.querySelector(".key")),
  lines: all(card, ".line").map(line),
  result: all(card, ".result > p").map(words),
  explanation: words(card.querySelector(".explanation")),
  verdict: words(card.querySelector(".summary .verdict")),
  editor: editor(card.querySelector(".editor")),
  folded: card.classList.contains("folded"),
});

/** What a run left behind: how it ended, what it printed, its pictures. */
const run = (root) => ({
  summary: words(root.querySelector(".ran-summary > span:not(.icon)")),
  printed: all(root, ".output").map((pre) => pre.textContent),
  pictures: all(root, ".figure img").map((image) => [image.alt, image.complete && image.naturalWidth > 0]),
});

const proof = (section) => section && {
  standing: words(section.querySelector(".standing")),
  verdicts: all(section, ".verdict-line").map((line) => ({
    letter: words(line.querySelector(".letter")),
    text: words(line.querySelector(".option-text")),
    verdict: words(line.querySelector(".tag")),
    measured: words(line.querySelector(".measured > code")),
    warning: words(line.querySelector(".warning")),
  })),
  ...run(section),
  program: section.querySelector("details:last-of-type .code")?.textContent ?? null,
};

const editor = (section) => section && {
  program: section.querySelector("textarea").value,
  button: words(section.querySelector(".primary")),
  refusal: words(section.querySelector(".refusal")),
  ...run(section),
};

const board = (panel) => ({
  title: words(panel.querySelector(".board-span")),
  rows: all(panel, "tbody tr").map((row) => [...row.children].map(words)),
  empty: words(panel.querySelector(".empty")),
});

const focus = document.activeElement;
return {
  player: shown("who") ? words(document.getElementById("who-name")) : null,
  joining: shown("join") ? words(document.getElementById("join-error")) : null,
  earlier_names: all(document, "#earlier-list button").map(words),
  heading: words(document.getElementById("now-title")),
  next: document.getElementById("next").checkVisibility(),
  questions: all(document, ".card").map(question),
  board: board(document.getElementById("board-panel")),
  reply: shown("reply")
    ? {
        title: words(document.getElementById("reply-title")),
        lines: all(document.getElementById("reply-body"), "p, li, dt, dd, h3, tr").map(words),
        proof: proof(document.querySelector("#reply-body .proof")),
        editor: editor(document.querySelector("#reply-body .editor")),
      }
    : null,
  lost: shown("lost") ? words(document.getElementById("lost")) : null,
  said: document.getElementById("announcer").textContent,
  focus: focus.id || words(focus.querySelector(".letter")) || focus.tagName,
  // Nothing that people typed may have become one of these.
  foreign: all(document, "img:not(.figure img), b:not(.values b), i, iframe, object, embed, style, body script").length,
};
