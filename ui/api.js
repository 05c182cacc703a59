// Calls of the server's API, from wherever the page is served: /ui/, or
// /lineup/ui/ beside another server.

import { session, signOut } from "./session.js";

const VERSION = "v2.34";
const TIMEOUT = 20000; // ms
const here = new URL(".", location.href);

export const apiHost = new URL(
  here.pathname.endsWith("/lineup/ui/") ? "../../" : "../", here);

// The server has refused a call.
export class Refusal extends Error {
  constructor(status, meta) {
    super(meta.result_msg || `The server answered ${status}.`);
    this.status = status;
    this.subcode = meta.result_subcode || 0;
    this.trx = meta.trx || "";
  }
}

// The server can't be reached, or is not itself.
export class Away extends Error {
  constructor(message, trx = "") {
    super(message);
    this.trx = trx;
  }
}

let skew = 0; // ms that the server's clock is ahead of this one

// The time by the server's clock, in ms.
export const serverNow = () => Date.now() + skew;

// The header has whole seconds: smaller differences may be no differences.
function noteClock(response) {
  const ahead = Date.parse(response.headers.get("Date")) + 500 - Date.now();
  if (Math.abs(ahead - skew) > 1500) skew = Math.abs(ahead) > 1500 ? ahead : 0;
}

function headersOf(authorization) {
  const headers = { "Content-Type": "application/json" };
  const { token } = session.get();
  if (authorization) headers.Authorization = authorization;
  else if (token) headers.Authorization = `Bearer ${token}`;
  return headers;
}

function send(action, body, authorization, keepalive) {
  return fetch(new URL(`${VERSION}/${action}`, apiHost), {
    method: "POST",
    body: JSON.stringify(body),
    headers: headersOf(authorization),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    keepalive,
    signal: keepalive ? undefined : AbortSignal.timeout(TIMEOUT),
  });
}

// The data of an answer.
export async function call(action, body = {}, authorization = null) {
  let response, answer;
  try {
    response = await send(action, body, authorization, false);
    noteClock(response);
    answer = await response.json();
  } catch {
    throw new Away(response
      ? `The web server answered ${response.status}: lineup is away.`
      : "The server can't be reached.");
  }
  if (response.ok) return answer.data;
  const { meta = {} } = answer;
  if (response.status === 503) throw new Away(meta.result_msg, meta.trx);
  if (response.status === 401 && !authorization && session.get().token)
    signOut("You were signed out: " + meta.result_msg);
  throw new Refusal(response.status, meta);
}

// Send a call while the page is being left; nobody reads the answer.
export function sendLeaving(action, body) {
  send(action, body, null, true).catch(() => {});
}

// Like call(), but null where the server doesn't have the action.
export async function callIfServed(action, body) {
  try {
    return await call(action, body);
  } catch (error) {
    if (error instanceof Refusal && error.status === 404 &&
        error.subcode === 0)
      return null;
    throw error;
  }
}
