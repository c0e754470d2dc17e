// Speaks to the room. What goes wrong comes out as a Problem: a sentence, and whether the same request may be made again.

const TIMEOUT = 8000;

export class Problem extends Error {
  constructor(text, { retry = false, status = 0 } = {}) {
    super(text);
    this.retry = retry;
    this.status = status;
  }
}

export async function call(path, { token, body } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  let response;
  let answer;
  try {
    response = await fetch(path, {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    answer = await response.json();
  } catch {
    throw new Problem("The room can't be reached right now.", { retry: true });
  }
  if (!response.ok) throw new Problem(answer.error, { retry: answer.retry, status: response.status });
  return answer;
}

/** Asks again and again for what takes its time, until it is done: each answer comes late enough to ask at once. Asked with the
 * same event's id, nothing is done twice. `still` says whether anybody waits, `running` hears that it is under way. */
export async function finish(ask, { still = () => true, running = () => {} } = {}) {
  for (let failures = 0; still(); ) {
    try {
      const reply = await ask();
      if (reply.kind !== "running") return reply;
      failures = 0;
      running(reply.text);
    } catch (problem) {
      if (!problem.retry || failures >= 2) throw problem;
      await sleep(backoff(failures));
      failures += 1;
    }
  }
  return null;
}

/** An id of something a person did: sent again with it, it counts once. `randomUUID` needs HTTPS, this doesn't. */
export function eventId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Waits longer after each failure, and never in step with everybody else. */
export const backoff = (attempt) => Math.min(400 * 2 ** attempt, 5000) * (0.7 + 0.6 * Math.random());

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
