// Changes that are shown as done, and sent a little later unless they are
// undone: removing, clearing and deleting.  When the page is left, they are sent
// at once.

import { sendLeaving } from "./api.js";
import { refresh } from "./live.js";
import { createStore } from "./store.js";
import { dismiss, toast } from "./toasts.js";

const SECONDS = 6;
// Calls that wait at most: a browser sends no more when the page is left.
const LEAVING = 200;

// Each has a kind ("remove", "clear", "delete"), a queue, and what the kind
// needs; calls: what to send, as [action, body].
export const pending = createStore([]);

function drop(change) {
  pending.set(pending.get().filter((other) => other !== change));
}

async function send(change, run) {
  change.isSent = true;
  try {
    await run();
    await refresh();
  } finally {
    drop(change);
  }
}

// Show a change as done; run() sends it, and reports what is refused.
export function postpone(change, text, run) {
  change.forget = () => {
    clearTimeout(timer);
    dismiss(id);
    drop(change);
  };
  change.sendNow = () => {
    clearTimeout(timer);
    dismiss(id);
    send(change, run);
  };
  const timer = setTimeout(change.sendNow, SECONDS * 1000);
  const id = toast({
    text, seconds: SECONDS,
    undo: change.forget,
  });
  pending.set([...pending.get(), change]);
  let n = 0;
  for (const one of pending.get().toReversed()) {
    if (one.isSent) continue;
    n += one.calls.length;
    if (n > LEAVING) one.sendNow();
  }
}

// Send all that waits; nobody reads the answers.
export function sendAll() {
  const waiting = pending.get().filter((change) => !change.isSent);
  for (const [action, body] of waiting.flatMap((change) => change.calls))
    sendLeaving(action, body);
  for (const change of waiting) change.forget();
}
addEventListener("pagehide", sendAll);

export const isDeleted = (queue) => pending.get().some(
  (change) => change.kind === "delete" && change.queue === queue);
export const isCleared = (queue) => pending.get().some(
  (change) => change.kind === "clear" && change.queue === queue);

// The tasks of a queue that are shown as removed: id → position, if known.
export function removedFrom(queue) {
  const removed = new Map();
  for (const change of pending.get()) {
    if (change.kind === "remove" && change.queue === queue)
      for (const [task, position] of change.tasks) removed.set(task, position);
  }
  return removed;
}
