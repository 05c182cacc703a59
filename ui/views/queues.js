// The list of queues.

import { clearQueue, setPaused } from "../actions.js";
import { Spark, useSparks } from "../chart.js";
import { compact, count, duration, plural, time } from "../format.js";
import { useKeys } from "../keys.js";
import { goTo, hrefTo } from "../links.js";
import { cell, CheckCell, useNarrow, useWindow, WindowList } from "../list.js";
import { live, useNow } from "../live.js";
import { Menu } from "../menu.js";
import { isCleared, isDeleted, pending } from "../pending.js";
import { useSelection } from "../selection.js";
import { createStore, useStore } from "../store.js";
import { html } from "../vendor/htm-preact.js";
import { Age, Command, Empty, Failed, icon, IconButton, Loading }
  from "../widgets.js";
import { agentCommand, askToDelete, createQueue } from "./queue_dialogs.js";

const waited = (queue) => -(time(queue.oldest) ?? Infinity);
const hourly = (which) => (queue) => queue.last_hour?.[which] ?? 0;

const isDefault = (queue) =>
  (queue.system_tags ?? []).includes("default");

export const pausedFor = (queue) => (queue.paused_for ?? []).join(", ") ||
  "everybody";

export const PausedMark = ({ queue }) => queue.paused && html`
  <span class="chip paused" title=${`Paused for ${pausedFor(queue)}`}>paused
  </span>`;

export const Tags = ({ queue }) => html`
  ${isDefault(queue) && html`<span class="chip"
    title="Tasks go here if no queue is named">default</span>`}
  ${(queue.tags ?? []).map((tag) => html`<span class="chip tag">${tag}</span>`)}`;

const QueueName = ({ queue }) => html`
  <a href=${hrefTo("queue", queue.id)} tabindex="-1"
    class="strong">${queue.display_name || queue.name}</a>
  ${queue.display_name && queue.display_name !== queue.name &&
    html`<span class="faint">${queue.name}</span>`}
  <${PausedMark} queue=${queue} /><${Tags} queue=${queue} />`;

// Columns: key, heading, what it is sorted by; null: it isn't.
const COLUMNS = [
  ["name", "Queue", (queue) => (queue.display_name || queue.name)
    .toLowerCase()],
  ["waiting", "Waiting", (queue) => queue.waiting],
  ["oldest", "Oldest wait", waited],
  ["in", "In / h", hourly("added")],
  ["out", "Out / h", hourly("popped")],
  ["spark", "6 hours", null],
  ["pollers", "Pollers", (queue) => queue.pollers.length],
  ["next", "Next task", null],
];

function sorted(queues, [column, isDown]) {
  const by = COLUMNS.find(([key]) => key === column)[2];
  return queues.map((queue) => [by(queue), queue]).sort(([a, x], [b, y]) => {
    const order = a < b ? -1 : a > b ? 1 : 0;
    return (isDown ? -order : order) || x.name.localeCompare(y.name);
  }).map(([, queue]) => queue);
}

function matches(queue, words) {
  const text = [queue.name, queue.display_name, ...(queue.tags ?? [])]
    .join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

// The queues as they are shown: without those that are being deleted.
export function shownQueues(queues) {
  return queues.filter((queue) => !isDeleted(queue.id)).map((queue) =>
    isCleared(queue.id) ? { ...queue, waiting: 0, oldest: undefined,
      next_task: undefined } : queue);
}

function Totals({ queues }) {
  const now = useNow();
  const sum = (of) => queues.reduce((n, queue) => n + of(queue), 0);
  const oldest = Math.min(...queues.map((queue) => time(queue.oldest) ??
    Infinity));
  const agents = new Set(queues.flatMap((queue) => queue.pollers.map((poller) =>
    `${poller.worker ?? ""} ${poller.user} ${poller.address ?? ""}`)));
  return html`<p class="totals">
    <span><strong>${count(queues.length)}</strong>
      ${queues.length === 1 ? " queue" : " queues"}</span>
    <span><strong>${count(sum((queue) => queue.waiting))}</strong> waiting</span>
    ${oldest < Infinity && html`<span>longest for
      <strong> ${duration((now - oldest) / 1000)}</strong></span>`}
    <span><strong>${count(sum(hourly("added")))}</strong> in,
      <strong> ${count(sum(hourly("popped")))}</strong> out in the last hour</span>
    <span><strong>${count(agents.size)}</strong>
      ${agents.size === 1 ? " poller" : " pollers"}</span></p>`;
}

export function Pollers({ queue }) {
  const n = queue.pollers.length;
  if (n > 0) return html`<span title=${queue.pollers.map((poller) =>
    poller.worker || poller.address || poller.user).join("\n")}>${count(n)}
  </span>`;
  return queue.waiting > 0
    ? html`<span class="warn">${icon("warn")}nobody polls</span>`
    : html`<span class="faint">0</span>`;
}

function cellsOf(queue, { list, index, spark, mayWrite, items }) {
  const next = queue.next_task;
  const minute = queue.last_minute ?? {};
  return html`
    <${CheckCell} label=${`Select ${queue.name}`}
      isSelected=${list.selected.has(queue.id)}
      onClick=${(event) => (event.shiftKey ? list.toggleTo : list.toggle)(
        index)} />
    ${cell("name", html`<${QueueName} queue=${queue} />`)}
    ${cell("waiting number", count(queue.waiting))}
    ${cell("oldest number", html`<${Age} at=${queue.oldest} />`)}
    ${cell("in number", compact(hourly("added")(queue)),
      { title: `${minute.added ?? 0} in the last minute` })}
    ${cell("out number", compact(hourly("popped")(queue)),
      { title: `${minute.popped ?? 0} in the last minute` })}
    ${cell("spark", html`<${Spark} values=${spark} now=${queue.waiting} />`)}
    ${cell("pollers", html`<${Pollers} queue=${queue} />`)}
    ${cell("next", next ? html`<a href=${hrefTo("task",
      next.task)} tabindex="-1">${next.name || next.task}</a>`
      : html`<span class="faint">–</span>`)}
    ${cell("actions", mayWrite && html`<${Menu} tabindex="-1"
      label=${`Actions on ${queue.name}`} items=${items} />`)}`;
}

const Head = ({ sort, setSort, list, queues }) => html`
  <div role="columnheader" class="cell check"><input type="checkbox"
    aria-label="Select all queues" checked=${queues.length > 0 &&
      list.selected.size === queues.length}
    onChange=${(event) => list.select(event.target.checked
      ? queues.map((queue) => [queue.id, queue]) : [])} /></div>
  ${COLUMNS.map(([key, title, by]) => html`<div role="columnheader"
    class=${`cell ${key}`} aria-sort=${sort[0] !== key ? null : sort[1]
      ? "descending" : "ascending"}>
    ${by ? html`<button type="button" onClick=${() => setSort([key,
      sort[0] === key ? !sort[1] : key !== "name"])}>${title}
      ${sort[0] === key && icon(sort[1] ? "down" : "up")}</button>`
      : title}</div>`)}
  <div role="columnheader" class="cell actions"><span class="hidden">Actions
    </span></div>`;

function List({ queues, sort, setSort, mayWrite }) {
  const isNarrow = useNarrow();
  const rows = useWindow(queues.length, isNarrow ? 64 : 40);
  const list = useSelection(rows, (i) => queues[i]?.id, (i) => queues[i],
    (from, n) => queues.slice(from, from + n).map((one) => [one.id, one]));
  const sparks = useSparks(queues.slice(...rows.range).map((queue) =>
    queue.id));
  // Of those selected, as they are now, or else the active one.
  const chosen = list.selected.size > 0
    ? queues.filter((queue) => list.selected.has(queue.id))
    : queues.filter((queue) => queue.id === list.key);
  const done = () => list.select([]);
  const pause = (some) => some.forEach((queue) => setPaused(queue,
    !some.every((one) => one.paused)));
  const write = (act) => () => mayWrite && chosen.length > 0 && act();
  useKeys({
    Enter: () => list.key && goTo("queue", list.key),
    c: () => mayWrite && createQueue(),
    p: write(() => pause(chosen)),
    Delete: write(() => askToDelete(chosen, done)),
  });
  return html`<div class="listing">
    ${list.selected.size > 0 && mayWrite && html`<div class="bulk"
      role="toolbar" aria-label="Actions on the selected queues">
      <strong>${plural(chosen.length, "queue")} selected</strong>
      <button type="button" onClick=${() => pause(chosen)}>${chosen.every(
        (queue) => queue.paused) ? "Resume" : "Pause"}</button>
      <button type="button" onClick=${() => {
        chosen.filter((queue) => queue.waiting > 0).forEach(clearQueue);
        done();
      }}>Clear</button>
      <button type="button" class="danger"
        onClick=${() => askToDelete(chosen, done)}>Delete</button>
      <${IconButton} name="remove" label="Select nothing" onClick=${done} />
    </div>`}
    <${WindowList} window=${rows} label="Queues" className="queues" isMany
      activeId=${list.key} head=${html`<${Head} sort=${sort} list=${list}
        setSort=${setSort} queues=${queues} />`}
      row=${(index) => {
        const queue = queues[index];
        return {
          key: queue.id,
          isActive: queue.id === list.key,
          isSelected: list.selected.has(queue.id),
          tone: queue.waiting > 0 && queue.pollers.length === 0 ? "alone" : "",
          on: { onClick: (event) => event.target.closest("a, button") ||
            (list.activate(index), goTo("queue", queue.id)) },
          cells: cellsOf(queue, { list, index, mayWrite,
            spark: sparks.get(queue.id), items: [
              ["Open", () => goTo("queue", queue.id), "Enter"],
              [queue.paused ? "Resume" : "Pause", () => pause([queue]), "p"],
              queue.waiting > 0 && ["Clear", () => clearQueue(queue)],
              ["Delete", () => askToDelete([queue]), "Del"]] }),
        };
      }} /></div>`;
}

const NoQueues = ({ mayWrite }) => html`<${Empty} title="No queues yet">
  <p>A queue holds tasks until an agent takes them.</p>
  ${mayWrite && html`<button type="button" class="primary"
    onClick=${createQueue}>Create a queue</button>`}
  <p>Or let an agent create one:</p>
  <${Command} text=${agentCommand("default") + " --create-queue"} /><//>`;

// Kept while other views are shown.
const choice = createStore({ filter: "", sort: ["waiting", true] });

export function Queues({ mayWrite }) {
  const { queues: all, error } = useStore(live);
  useStore(pending);
  const { filter, sort } = useStore(choice);
  const setFilter = (text) => choice.set({ ...choice.get(), filter: text });
  const setSort = (by) => choice.set({ ...choice.get(), sort: by });
  if (all === null)
    return error ? html`<${Failed} error=${error} />` : html`<${Loading} />`;
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = shownQueues(all);
  const queues = sorted(shown.filter((queue) => matches(queue, words)), sort);
  return html`<div class="bar"><h1>Queues</h1>
    <label class="filter">${icon("search")}<input id="filter" value=${filter}
      placeholder="Name or tag" type="search"
      aria-label="Filter queues by name or tag"
      onInput=${(e) => setFilter(e.target.value)}
      onKeyDown=${(e) => (e.key === "Escape" || e.key === "Enter") &&
        e.target.blur()} /></label>
    ${mayWrite && html`<button type="button" class="primary"
      title="Create a queue (c)" onClick=${createQueue}>${icon("add")}Create
    </button>`}</div>
  <${Totals} queues=${queues} />
  ${shown.length === 0 ? html`<${NoQueues} mayWrite=${mayWrite} />`
    : queues.length === 0 ? html`<${Empty} title="No queue matches">
      <button type="button" onClick=${() => setFilter("")}>Show all
      </button><//>`
    : html`<${List} queues=${queues} sort=${sort} setSort=${setSort}
      mayWrite=${mayWrite} />`}`;
}
