// What goes on in all queues, read every two seconds while the page is in
// sight; views read what else they show in the same rhythm.

import { Away, call, serverNow } from "./api.js";
import { session } from "./session.js";
import { createStore, useStore } from "./store.js";
import { useEffect, useRef, useState } from "./vendor/htm-preact.js";

const IN_SIGHT = 2000; // ms
const HIDDEN = 30000;

// at: when it was read, by this clock; error: why it can't be read now.
export const live = createStore({
  queues: null, counter: null, at: null, error: null,
  isOnline: navigator.onLine,
});

// The time by the server's clock, each second.
const clock = createStore(serverNow());
setInterval(() => {
  if (!document.hidden) clock.set(serverNow());
}, 1000);
export const useNow = () => useStore(clock);

const followers = new Set();
let timer = null, isReading = false, isWanted = false;

// What this page has changed and the server, which keeps an overview for two
// seconds, may not show yet: by id, the fields (null: deleted) and until when.
const ASSUMED = 4500; // ms
const assumed = new Map();
let read = null; // the queues as they were read

function correct() {
  const now = Date.now();
  for (const [id, { until }] of assumed) if (until < now) assumed.delete(id);
  if (read === null || assumed.size === 0) return read;
  const queues = read.filter(({ id }) => assumed.get(id)?.fields !== null)
    .map((queue) => ({ ...queue, ...assumed.get(queue.id)?.fields }));
  for (const [id, { fields }] of assumed)
    if (fields?.isNew && !read.some((queue) => queue.id === id))
      queues.push({ id, waiting: 0, pollers: [], ...fields });
  return queues;
}

export function assume(id, fields) {
  assumed.set(id, { until: Date.now() + ASSUMED, fields: fields &&
    { ...assumed.get(id)?.fields, ...fields } });
  live.set({ ...live.get(), queues: correct() });
}

async function readOverview() {
  const { counter } = live.get();
  const body = counter === null ? {} : { since: counter };
  try {
    const data = await call("lineup.get_overview", body);
    if (data.changed) read = data.queues;
    live.set({ ...live.get(), at: Date.now(), error: null, queues: correct(),
      ...(data.changed && { counter: data.counter }) });
  } catch (error) {
    live.set({ ...live.get(), error });
  }
}

function plan() {
  clearTimeout(timer);
  if (session.get().token && live.get().isOnline)
    timer = setTimeout(refresh, document.hidden ? HIDDEN : IN_SIGHT);
}

// Read everything now.
export async function refresh() {
  isWanted = true;
  if (isReading) return;
  isReading = true;
  clearTimeout(timer);
  while (isWanted && session.get().token && live.get().isOnline) {
    isWanted = false;
    await readOverview();
    if (!live.get().error)
      await Promise.all([...followers].map((follower) => follower()));
    clock.set(serverNow());
  }
  isReading = false;
  plan();
}

function setOnline(isOnline) {
  live.set({ ...live.get(), isOnline });
  if (isOnline) refresh();
  else clearTimeout(timer);
}
addEventListener("online", () => setOnline(true));
addEventListener("offline", () => setOnline(false));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) plan();
  else refresh();
});
session.subscribe(() => {
  read = null;
  assumed.clear();
  live.set({ ...live.get(), queues: null, counter: null, at: null,
    error: null });
  if (session.get().token) refresh();
});

// What load() gives, read now, whenever an input changes, and again after every
// so many ms; what was read before stays until then.  Gives [data, error,
// reload]; an outage is no error, since the head of the page shows it.
export function useLive(load, inputs, every = 0) {
  const [state, setState] = useState({ data: null, error: null });
  const latest = useRef(null);
  useEffect(() => {
    let isCurrent = true, due = 0;
    const follower = async (isForced) => {
      if (!isForced && Date.now() < due) return;
      due = Date.now() + every;
      try {
        const data = await load();
        if (isCurrent) setState({ data, error: null });
      } catch (error) {
        due = 0;
        if (isCurrent && !(error instanceof Away))
          setState((old) => ({ data: old.data, error }));
      }
    };
    latest.current = () => follower(true);
    followers.add(follower);
    follower(true);
    return () => {
      isCurrent = false;
      followers.delete(follower);
    };
  }, inputs);
  return [state.data, state.error, () => latest.current?.()];
}
