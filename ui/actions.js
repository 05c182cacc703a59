// What the page does to queues and tasks.

import { call, callIfServed, Refusal, serverNow } from "./api.js";
import { plural, time } from "./format.js";
import { assume, refresh } from "./live.js";
import { pending, postpone } from "./pending.js";
import { dismiss, report, toast } from "./toasts.js";

const AT_ONCE = 200; // ids in a call
const FEW = 10; // tasks that are moved at once, as far as anybody notices
const removal = (queue, task) => ["queues.remove_task",
  { queue, task, update_task_status: true }];
const TASKS = (n, only) => (n === 1 ? only : plural(n, "task"));

// Do something with each task in turn; what is refused is reported together.
// Gives the tasks with which it was done.
async function each(what, tasks, act) {
  const done = [], refused = [];
  for (const task of tasks) {
    try {
      await act(task);
      done.push(task);
    } catch (error) {
      refused.push(error);
      if (!(error instanceof Refusal)) break;
    }
  }
  if (refused.length === 1) report(what, refused[0]);
  else if (refused.length > 1)
    report(`${what}: ${plural(refused.length, "task")} refused, the first one`,
      refused[0]);
  return done;
}

async function positionOf(queue, task) {
  const { queues } = await call("lineup.find_task", { task });
  return queues.find((holder) => holder.id === queue)?.position ?? null;
}

// Note where tasks are: id → position.
async function readPlaces(queue, ids, places) {
  await Promise.all(ids.map(async (task) =>
    places.set(task, await positionOf(queue, task))));
}

async function moveTo(queue, task, position) {
  const at = await positionOf(queue, task);
  if (at === position) return;
  // If it isn't there, the server says so.
  const isForward = at === null || at > position;
  await call(isForward ? "queues.move_task_forward"
    : "queues.move_task_backward",
  { queue, task, count: Math.max(1, Math.abs((at ?? 0) - position)) });
}

// Put tasks one after the other, the first one at a position.
async function placeAt(queue, tasks, position, what) {
  let previous = null;
  return each(what, tasks, async (task) => {
    let wanted = position;
    if (previous !== null) {
      const [before, at] = await Promise.all([
        positionOf(queue, previous), positionOf(queue, task)]);
      wanted = before + (at !== null && at < before ? 0 : 1);
    }
    await moveTo(queue, task, wanted);
    previous = task;
  });
}

// Say what is being done with n tasks.
async function noting(what, n, run) {
  const note = n > FEW && toast({ text: `${what}…`, seconds: 0 });
  try {
    return await run();
  } finally {
    if (note) dismiss(note);
  }
}

// Show a move while it is being made; what is refused goes back.
async function showing(what, change, run) {
  pending.set([...pending.get(), change]);
  try {
    return await noting(what, change.tasks.size, run);
  } finally {
    await refresh();
    pending.set(pending.get().filter((other) => other !== change));
  }
}

// Move tasks (id → position) within their queue; to: "front", "back" or a
// position.
export async function moveTasks(queue, tasks, to) {
  const ids = [...tasks.keys()];
  const what = `Moving ${TASKS(ids.length, ids[0])}`;
  const change = { kind: "move", queue, tasks, to, isSent: true };
  const places = new Map();
  const done = await showing(what, change, async () => {
    try {
      await readPlaces(queue, ids, places);
    } catch (error) {
      report(what, error);
      return [];
    }
    if (to !== "front" && to !== "back")
      return placeAt(queue, ids, to, what);
    const order = to === "front" ? ids.toReversed() : ids;
    return each(what, order, (task) =>
      call(`queues.move_task_to_${to}`, { queue, task }));
  });
  if (done.length === 0) return;
  const where = { front: "the top", back: "the bottom" }[to] ??
    `position ${to + 1}`;
  toast({
    text: `Moved ${TASKS(done.length, done[0])} to ${where}.`,
    undo: () => putBack(queue, places),
  });
}

// Undo a move: first what goes towards the front, from there on, then the rest,
// from the end on, so that none pushes another from its place.
async function putBack(queue, places) {
  const ids = [...places.keys()].filter((task) => places.get(task) !== null)
    .sort((a, b) => places.get(a) - places.get(b));
  const what = `Moving back ${TASKS(ids.length, ids[0])}`;
  try {
    await noting(what, ids.length, async () => {
      const now = new Map();
      await readPlaces(queue, ids, now);
      const goesAhead = (task) => places.get(task) <= now.get(task);
      await each(what, [...ids.filter(goesAhead),
        ...ids.filter((task) => !goesAhead(task)).toReversed()],
      (task) => moveTo(queue, task, places.get(task)));
    });
  } catch (error) {
    report(what, error);
  }
  await refresh();
}

export async function moveToQueue(queue, tasks, target) {
  const ids = [...tasks.keys()];
  const change = { kind: "move", queue, tasks, to: "queue", isSent: true };
  const places = new Map();
  const what = `Moving ${TASKS(ids.length, ids[0])} to ${target.name}`;
  const done = await showing(what, change, () =>
    each(what, ids, async (task) => {
      places.set(task, await positionOf(queue, task));
      await call("queues.move_task_to_queue",
        { queue, task, target_queue: target.id });
    }));
  if (done.length === 0) return;
  toast({
    text: `Moved ${TASKS(done.length, done[0])} to ${target.name}.`,
    undo: async () => {
      const back = await each("Moving back", done, (task) =>
        call("queues.move_task_to_queue",
          { queue: target.id, task, target_queue: queue }));
      await putBack(queue, new Map(back.map((t) => [t, places.get(t)])));
    },
  });
}

// Those of the tasks of which the server has records.
async function recorded(ids) {
  const known = new Set();
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const found = await callIfServed("tasks.get_all",
      { id: ids.slice(i, i + AT_ONCE), only_fields: ["id"] });
    for (const task of found?.tasks ?? []) known.add(task.id);
  }
  return known;
}

// Add tasks by their ids.  Gives those refused, as [task, error].
export async function addTasks(queue, name, ids) {
  const added = [], refused = [], known = await recorded(ids);
  for (const task of ids) {
    try {
      await call(known.has(task) ? "tasks.enqueue" : "queues.add_task",
        { queue, task });
      added.push(task);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push([task, error]);
    }
  }
  if (added.length > 0)
    toast({
      text: `Added ${TASKS(added.length, added[0])} to ${name}.`,
      undo: async () => {
        await each("Removing", added, (task) =>
          call(...removal(queue, task)));
        await refresh();
      },
    });
  await refresh();
  return refused;
}

// Remove tasks (id → position).
export function removeTasks(queue, tasks) {
  const ids = [...tasks.keys()];
  const calls = ids.map((task) => removal(queue, task));
  const which = TASKS(ids.length, ids[0]);
  postpone({ kind: "remove", queue, tasks, calls }, `Removed ${which}.`,
    () => each(`Removing ${which}`, ids, (task) =>
      call(...removal(queue, task))));
}

// check() throws if it must not be done; after: what is then assumed of the
// queue.
function postponeCall(kind, queue, text, what, check, after, action, body) {
  postpone({ kind, queue: queue.id, calls: [[action, body]] }, text,
    async () => {
      try {
        await check();
        await call(action, body);
        assume(queue.id, after);
      } catch (error) {
        report(what, error);
      }
    });
}

const EMPTY = { waiting: 0, oldest: undefined, next_task: undefined };

// A check that no task came since now.
function checkThatNoneCame(queue) {
  const since = serverNow();
  const read = (from) => call("lineup.get_entries",
    { queue: queue.id, from, n: 1 });
  return async () => {
    const { length } = await read(0);
    const { entries } = await read(Math.max(0, length - 1));
    if (length > queue.waiting || time(entries[0]?.added) > since)
      throw new Error("tasks have come meanwhile, so none was removed");
  };
}

export function clearQueue(queue) {
  postponeCall("clear", queue, `Cleared ${queue.name}: removed ${
    plural(queue.waiting, "task")}.`, `Clearing ${queue.name}`,
  checkThatNoneCame(queue), EMPTY, "queues.clear_queue", { queue: queue.id });
}

// A queue that was empty is not deleted if a task has come meanwhile.
export function deleteQueue(queue) {
  postponeCall("delete", queue, `Deleted ${queue.name}.`,
    `Deleting ${queue.name}`, queue.waiting > 0 ? checkThatNoneCame(queue)
    : () => {}, null, "queues.delete",
    { queue: queue.id, force: queue.waiting > 0 });
}

// Change a queue at once; false if that was refused, which is reported.
async function change(queue, what, after, action, body) {
  try {
    await call(action, { queue: queue.id, ...body });
    assume(queue.id, after);
    await refresh();
    return true;
  } catch (error) {
    report(what, error);
    return false;
  }
}

const PAUSED = "lineup_paused";

// For everybody, or as the words say that the server knows.
export async function setPaused(queue, isPaused, words = "true") {
  const isDone = isPaused
    ? await change(queue, `Pausing ${queue.name}`, { paused: true },
      "queues.add_or_update_metadata",
      { metadata: [{ key: PAUSED, type: "str", value: words }] })
    : await change(queue, `Resuming ${queue.name}`,
      { paused: false, paused_for: undefined },
      "queues.delete_metadata", { keys: [PAUSED] });
  if (isDone)
    toast({
      text: isPaused ? `Paused ${queue.name}: agents get no tasks from it.`
        : `Resumed ${queue.name}.`,
      undo: () => setPaused(queue, !isPaused, queue.paused_for?.includes(
        "everybody") ? "true" : queue.paused_for?.join(" ")),
    });
}

export const updateQueue = (queue, fields) => change(queue,
  `Changing ${queue.name}`, fields, "queues.update", fields);

export const setMetadata = (queue, item) => change(queue,
  `Changing ${queue.name}`, {}, "queues.add_or_update_metadata",
  { metadata: [item] });

export const deleteMetadata = (queue, key) => change(queue,
  `Changing ${queue.name}`, {}, "queues.delete_metadata", { keys: [key] });
