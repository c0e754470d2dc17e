// The line to the room. A browser opens at most six connections to one address, and several windows are several players:
// so all windows share one line through a shared worker, where the browser has them.

import { backoff } from "./api.js";

/** Two and a half beats of the server without a word: the line is dead, though neither end was told. */
const SILENCE = 25_000;

const EVENTS = ["state", "message", "tally", "board", "beat"];

/** Keeps a line open and hands on what comes, with `status` ("open" or "lost") as it changes. */
export function keepOpen(emit) {
  let source = null;
  let attempt = 0;
  let heard = Date.now();
  let timer = 0;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    heard = Date.now();
    const mine = new EventSource("api/events");
    source = mine;
    for (const event of EVENTS) {
      mine.addEventListener(event, ({ data }) => {
        if (mine !== source) return;
        heard = Date.now();
        if (event === "state") {
          attempt = 0;
          emit("status", "open");
        }
        emit(event, JSON.parse(data));
      });
    }
    mine.onerror = () => mine === source && again();
  };
  const again = () => {
    source?.close();
    source = null;
    emit("status", "lost");
    clearTimeout(timer);
    timer = setTimeout(open, backoff(attempt));
    attempt += 1;
  };
  setInterval(() => source && Date.now() - heard > SILENCE && again(), 5000);
  addEventListener("online", open);
  open();
}

/** Listens to the line that all windows share, or to one of its own. */
export function listen(emit) {
  const alone = () => keepOpen(emit);
  if (typeof SharedWorker !== "function") return alone();
  // The page's policy lets scripts be named only through this, so that no text can become one.
  const policy = globalThis.trustedTypes?.createPolicy("room", { createScriptURL: () => "worker.js" });
  try {
    const worker = new SharedWorker(policy ? policy.createScriptURL("") : "worker.js", { type: "module" });
    let answered = false;
    worker.onerror = () => answered || alone();
    worker.port.onmessage = ({ data: [event, data] }) => {
      answered = true;
      emit(event, data);
    };
    addEventListener("pagehide", () => worker.port.postMessage("bye"));
    addEventListener("pageshow", (event) => event.persisted && worker.port.postMessage("hello"));
    worker.port.postMessage("hello");
  } catch {
    alone();
  }
}
