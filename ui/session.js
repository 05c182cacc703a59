// Who is signed in.  The token is kept for this tab alone, and no cookie is
// ever sent or stored: see credentials in api.js.

import { createStore } from "./store.js";

const KEY = "lineup.token";
// The server lets every role write; these are for those who only look.
const READERS = ["annotator", "guest"];

// What a token says of its user, which the server checks at each call.
function identityOf(token) {
  try {
    const text = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).identity || {};
  } catch {
    return {};
  }
}

function sessionOf(token, reason = "") {
  const who = token ? identityOf(token) : {};
  return {
    token,
    reason, // why nobody is signed in any more
    user: who.user || "",
    name: who.user_name || who.user || "",
    role: who.role || "",
    mayWrite: Boolean(token) && !READERS.includes(who.role),
  };
}

export const session = createStore(sessionOf(sessionStorage.getItem(KEY)));

export function signIn(token) {
  sessionStorage.setItem(KEY, token);
  session.set(sessionOf(token));
}

export function signOut(reason) {
  sessionStorage.removeItem(KEY);
  session.set(sessionOf(null, reason));
}
