// The tasks that wait in a queue.

import { moveTasks, removeTasks } from "../actions.js";
import { call } from "../api.js";
import { arrange, hiddenPositions, positionAt } from "../arrange.js";
import { Grip, useDrag } from "../drag.js";
import { count, date, plural, shortDate } from "../format.js";
import { useKeys } from "../keys.js";
import { goTo, hrefTo } from "../links.js";
import { cell, CheckCell, useNarrow, useWindow, WindowList } from "../list.js";
import { useLive } from "../live.js";
import { Menu } from "../menu.js";
import { isCleared, pending, removedFrom } from "../pending.js";
import { useSelection } from "../selection.js";
import { useStore } from "../store.js";
import { report } from "../toasts.js";
import { useUserName } from "../users.js";
import { html, useLayoutEffect, useRef, useState } from "../vendor/htm-preact.js";
import { Age, Command, Copy, Empty, Failed, IconButton, Loading }
  from "../widgets.js";
import { addTasksTo, agentCommand, chooseQueue, moveToPosition }
  from "./queue_dialogs.js";

const PAGE = 150; // rows read at a time, around those in sight
const STEP = 50;
const MOST = 200; // tasks that can be selected: see LEAVING in pending.js

// The part of the queue around the rows in sight, read again and again; frozen
// while something is dragged.
function useEntries(queue, from, isFrozen) {
  const removed = removedFrom(queue.id);
  const moves = useStore(pending).filter((change) =>
    change.kind === "move" && change.queue === queue.id);
  const hidden = hiddenPositions(removed, moves);
  const [page, error] = useLive(async () => ({
    from,
    ...(await call("lineup.get_entries", {
      queue: queue.id, from: positionAt(from, hidden),
      n: Math.min(500, PAGE + hidden.length) })),
  }), [from, hidden.length]);
  const shown = useRef(null);
  if (!isFrozen && page) shown.current = arrange(page, removed, moves);
  if (isCleared(queue.id))
    return [{ from: 0, length: 0, entries: [] }, error];
  return [shown.current, error];
}

// Tasks from an index on, for selecting many: [task, index].
async function readTasks(queue, from, n) {
  try {
    const { entries } = await call("lineup.get_entries",
      { queue, from, n: Math.min(n, MOST + 1) });
    return entries.map((entry, i) => [entry.task, from + i]);
  } catch (error) {
    report("Selecting", error);
    return [];
  }
}

// Keep the rows in sight where they are when others come or go.
function useAnchor(rows, page, isFrozen) {
  const anchor = useRef(null);
  useLayoutEffect(() => {
    const { task, index, top } = anchor.current ?? {};
    const entries = page?.entries ?? [];
    if (top === rows.top && top > 0 && !isFrozen) {
      const now = entries.findIndex((entry) => entry.task === task) + page.from;
      if (now >= page.from && now !== index) {
        rows.scrollTo(top + now - index);
        return;
      }
    }
    const first = Math.ceil(rows.top);
    anchor.current = { task: entries[first - page?.from]?.task, index: first,
      top: rows.top };
  });
}

function cellsOf(entry, index, { list, drag, mayWrite, actions, nameOf }) {
  const { task } = entry;
  return html`
    ${mayWrite && html`<${Grip} drag=${drag} index=${index} task=${task} />`}
    <${CheckCell} isSelected=${list.selected.has(task)}
      label=${`Select ${task}`} onClick=${(event) =>
        (event.shiftKey ? list.toggleTo : list.toggle)(index)} />
    ${cell("position number", count(index + 1))}
    ${cell("task", html`<a class="strong" tabindex="-1" href=${hrefTo("task", task)}>
      ${entry.name || html`<span class="mono">${task}</span>`}</a>
      ${entry.name && html`<span class="faint mono id">${task}</span>`}
      <${Copy} text=${task} />`)}
    ${cell("user", entry.user && nameOf(entry.user))}
    ${cell("added", shortDate(entry.added), { title: date(entry.added) })}
    ${cell("age number", html`<${Age} at=${entry.added} />`)}
    ${cell("actions", mayWrite && html`
      <${IconButton} name="top" label="Move to the top (t)" tabindex="-1"
        onClick=${() => actions.move(index, "front")} />
      <${IconButton} name="bottom" label="Move to the bottom (b)"
        tabindex="-1" onClick=${() => actions.move(index, "back")} />
      <${IconButton} name="remove" label="Remove (Del)" tabindex="-1"
        onClick=${() => actions.remove(index)} />
      <${Menu} label=${`Actions on ${task}`} tabindex="-1"
        items=${actions.items(index)} />`)}`;
}

const Head = ({ list, mayWrite, selectAll }) => html`
  ${mayWrite && html`<div role="columnheader" class="cell grip"><span
    class="hidden">Drag</span></div>`}
  <div role="columnheader" class="cell check"><input type="checkbox"
    aria-label="Select all tasks" checked=${list.selected.size > 0}
    onChange=${(e) => (e.target.checked ? selectAll() : list.select([]))} />
  </div>
  ${[["position", "#"], ["task", "Task"], ["user", "User"], ["added", "Added"],
    ["age", "Waiting"]].map(([name, title]) => html`
    <div role="columnheader" class=${`cell ${name}`}>${title}</div>`)}
  <div role="columnheader" class="cell actions"><span class="hidden">Actions
    </span></div>`;

const Bulk = ({ list, act }) => html`<div class="bulk" role="toolbar"
  aria-label="Actions on the selected tasks">
  <strong>${plural(list.selected.size, "task")} selected</strong>
  <button type="button" onClick=${() => act.move("front")}>To the top</button>
  <button type="button" onClick=${() => act.move("back")}>To the bottom</button>
  <button type="button" onClick=${act.toPosition}>To position…</button>
  <button type="button" onClick=${act.toQueue}>To queue…</button>
  <button type="button" class="danger" onClick=${act.remove}>Remove</button>
  <${IconButton} name="remove" label="Select nothing"
    onClick=${() => list.select([])} /></div>`;

const NothingWaits = ({ queue, mayWrite }) => html`
  <${Empty} title="Nothing waits here">
  ${mayWrite && html`<button type="button" class="primary"
    onClick=${() => addTasksTo(queue)}>Add tasks</button>`}
  ${queue.pollers.length > 0 ? html`<p>Its agents take a task as soon as it is
    added.</p>` : html`<p>No agent polls this queue. Start one:</p>
    <${Command} text=${agentCommand(queue.name)} />`}
  <p>Send a script:</p>
  <${Command} text=${`clearml-task --project NAME --name NAME --script FILE ${
    agentCommand(queue.name).split(" daemon ")[1]}`} /><//>`;

export function Entries({ queue, mayWrite }) {
  const nameOf = useUserName();
  const isNarrow = useNarrow();
  const length = useRef(queue.waiting);
  const rows = useWindow(length.current, isNarrow ? 56 : 36);
  const from = Math.max(0, Math.floor((rows.range[0] - STEP) / STEP) * STEP);
  const [isDragging, setDragging] = useState(false);
  const [page, error] = useEntries(queue, from, isDragging);
  const at = (index) => page?.entries[index - page.from];
  const list = useSelection(rows, (i) => at(i)?.task, (i) => i,
    (start, n) => readTasks(queue.id, start, n), MOST);
  useAnchor(rows, page, isDragging);
  const drag = useDrag(rows, setDragging, (index, place) => {
    const entry = at(index);
    const to = place > index ? place - 1 : place;
    if (entry && to !== index)
      moveTasks(queue.id, new Map([[entry.task, index]]), to);
  });
  const [, draw] = useState(0);
  if (page && page.length !== length.current) {
    length.current = page.length;
    draw((n) => n + 1);
  }

  const one = (index) => new Map([[at(index).task, index]]);
  const done = () => list.select([]);
  const chosen = () => list.selected.size > 0 ? list.selected
    : list.key === undefined ? new Map() : new Map([[list.key, list.index]]);
  const withChosen = (act) => () => {
    const tasks = chosen();
    if (!mayWrite || tasks.size === 0) return;
    act(tasks);
  };
  const act = {
    move: (to) => withChosen((tasks) => {
      moveTasks(queue.id, tasks, to);
      done();
    })(),
    toPosition: withChosen((tasks) =>
      moveToPosition(queue, tasks, length.current, done)),
    toQueue: withChosen((tasks) => chooseQueue(queue, tasks, done)),
    remove: withChosen((tasks) => {
      removeTasks(queue.id, tasks);
      done();
    }),
  };
  const actions = {
    move: (index, to) => moveTasks(queue.id, one(index), to),
    remove: (index) => removeTasks(queue.id, one(index)),
    items: (index) => [
      ["Open", () => goTo("task", at(index).task), "Enter"],
      ["Move to the top", () => actions.move(index, "front"), "t"],
      ["Move to the bottom", () => actions.move(index, "back"), "b"],
      ["Move to position…", () => moveToPosition(queue, one(index),
        length.current, () => {}), "m"],
      ["Move to another queue…", () => chooseQueue(queue, one(index),
        () => {}), "o"],
      ["Remove", () => actions.remove(index), "Del"]],
  };
  const selectAll = async () =>
    list.select(await readTasks(queue.id, 0, length.current));
  useKeys({
    Enter: () => list.key && goTo("task", list.key),
    t: () => act.move("front"),
    b: () => act.move("back"),
    m: act.toPosition,
    o: act.toQueue,
    Delete: act.remove,
    a: () => mayWrite && addTasksTo(queue),
  });
  const isEmpty = page !== null && page.length === 0;
  return html`
    ${error && html`<${Failed} error=${error} />`}
    ${isEmpty && html`<${NothingWaits} queue=${queue} mayWrite=${mayWrite} />`}
    ${page === null && !error && html`<${Loading} />`}
    <div class=${`listing ${isEmpty || page === null ? "hidden" : ""}`}>
    ${list.selected.size > 0 && mayWrite && html`<${Bulk} list=${list}
      act=${act} />`}
    <${WindowList} window=${rows} label="Waiting tasks" isMany
      className=${`entries ${mayWrite ? "" : "read-only"}`}
      activeId=${list.key} head=${html`<${Head} list=${list}
        mayWrite=${mayWrite} selectAll=${selectAll} />`}
      row=${(index) => {
        const entry = at(index);
        if (!entry) return { key: `at-${index}`, cells: html`
          <div role="gridcell" class="cell position number">
            ${count(index + 1)}</div><div role="gridcell" class="cell task">
            <span class="faint">…</span></div>` };
        return {
          key: entry.task,
          isActive: entry.task === list.key,
          isSelected: list.selected.has(entry.task),
          tone: drag.index === index ? "dragged" : "",
          on: {
            onClick: (event) => event.target.closest("a, button") ||
              list.activate(index),
            onDblClick: () => goTo("task", entry.task),
          },
          cells: cellsOf(entry, index, { list, drag, mayWrite, actions,
            nameOf }),
        };
      }}>${drag.line}<//></div>`;
}
