// The server's clock, which decides when a question closes. A visitor's own may be minutes off.

/** The server's word of its time comes late, never early: the latest of the last few is the nearest to it. */
const SAMPLES = 6;

let samples = [];
let offset = 0;

export function sync(serverNow) {
  samples = [...samples, serverNow - Date.now()].slice(-SAMPLES);
  offset = Math.max(...samples);
}

export const now = () => Date.now() + offset;

/** "2 d 4 h", "3 h 12 min", "4:05", "0:09". */
export function remaining(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  if (hours >= 1) return `${hours} h ${minutes % 60} min`;
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

/** When something was: the time today, the day and the time before. */
export function moment(ms) {
  const then = new Date(ms);
  const today = then.toDateString() === new Date(now()).toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  return then.toLocaleString("en-GB", today ? time : { day: "numeric", month: "short", ...time });
}
