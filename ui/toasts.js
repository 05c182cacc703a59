// Short messages at the edge of the page: what was done, with a way to undo it,
// and what the server refused.

import { createStore } from "./store.js";

export const toasts = createStore([]);
const MOST = 5;
let last = 0;

export function dismiss(id) {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

// Show one; undo, if given, is called at most once.  Without seconds it stays.
export function toast({ text, detail = "", isError = false, undo = null,
  seconds = 8 }) {
  const id = ++last;
  const shown = { id, text, detail, isError, seconds };
  if (undo)
    shown.undo = () => {
      dismiss(id);
      undo();
    };
  const all = [...toasts.get(), shown];
  // what can be undone stays
  const old = all.find((other) => !other.undo);
  toasts.set(all.length > MOST ? all.filter((other) => other !== old) : all);
  if (seconds) setTimeout(() => dismiss(id), seconds * 1000);
  return id;
}

// Show why something was not done.
export function report(what, error) {
  const trx = error.trx ? `trx ${error.trx}` : "";
  toast({ text: `${what}: ${error.message}`, detail: trx, isError: true,
    seconds: 0 });
}

export function undoLast() {
  toasts.get().findLast((toast) => toast.undo)?.undo();
}
