// One queue: its numbers, charts and tasks, its history and its settings.

import { clearQueue, setPaused } from "../actions.js";
import { count, duration } from "../format.js";
import { useKeys } from "../keys.js";
import { goTo, hrefTo } from "../links.js";
import { live } from "../live.js";
import { Menu } from "../menu.js";
import { isDeleted, pending } from "../pending.js";
import { useStore } from "../store.js";
import { html } from "../vendor/htm-preact.js";
import { Age, Copy, Empty, Failed, Figure, icon, Loading, Tabs }
  from "../widgets.js";
import { Entries } from "./entries.js";
import { History } from "./history.js";
import { QueueCharts } from "./queue_charts.js";
import { addTasksTo, askToDelete } from "./queue_dialogs.js";
import { QueueSettings } from "./queue_settings.js";
import { pausedFor, PausedMark, Pollers, shownQueues, Tags }
  from "./queues.js";

const Numbers = ({ queue }) => html`<dl class="figures">
  <${Figure} label="Waiting">${count(queue.waiting)}<//>
  <${Figure} label="Oldest wait"><${Age} at=${queue.oldest} /><//>
  <${Figure} label="In / out, last hour">${count(queue.last_hour?.added ?? 0)}
    ${" / "}${count(queue.last_hour?.popped ?? 0)}<//>
  <${Figure} label="Half waited at most">${queue.wait_p50 === undefined ? "–"
    : duration(queue.wait_p50)}<//>
  <${Figure} label="95 % waited at most">${queue.wait_p95 === undefined ? "–"
    : duration(queue.wait_p95)}<//>
  <${Figure} label="Pollers"><${Pollers} queue=${queue} /><//></dl>`;

const toList = () => goTo("queues");

const QueueHead = ({ queue, mayWrite }) => html`<div class="bar">
  <h1><a class="icon-button" href="#/queues" aria-label="All queues"
    title="All queues (Esc)">${icon("back")}</a>
    <span>${queue.display_name || queue.name}</span>
    <${PausedMark} queue=${queue} /><${Tags} queue=${queue} /></h1>
  <span class="faint mono id">${queue.id}</span><${Copy} text=${queue.id} />
  <span class="space"></span>
  ${mayWrite && html`
    <button type="button" class="primary" title="Add tasks (a)"
      onClick=${() => addTasksTo(queue)}>${icon("add")}Add tasks</button>
    <button type="button" title="p" onClick=${() => setPaused(queue,
      !queue.paused)}>${icon(queue.paused ? "play" : "pause")}
      ${queue.paused ? "Resume" : "Pause"}</button>
    <${Menu} label="More actions" items=${[
      queue.waiting > 0 && ["Clear", () => clearQueue(queue)],
      ["Delete", () => askToDelete([queue], toList)]]} />`}</div>`;

const TABS = { "": "Waiting", history: "History", settings: "Settings" };

export function Queue({ id, part, mayWrite }) {
  const { queues, error } = useStore(live);
  useStore(pending);
  const queue = queues && shownQueues(queues).find((one) => one.id === id);
  useKeys({ p: () => queue && mayWrite && setPaused(queue, !queue.paused) });
  if (queues === null)
    return error ? html`<${Failed} error=${error} />` : html`<${Loading} />`;
  if (!queue) return html`<${Empty} isView title=${isDeleted(id) ? "Deleted"
    : "There is no such queue"}><p><span class="mono">${id}</span></p>
    <a href="#/queues">All queues</a><//>`;
  const to = (tab) => hrefTo("queue", id, tab);
  return html`<${QueueHead} queue=${queue} mayWrite=${mayWrite} />
    ${queue.paused && html`<p class="notice">${icon("pause")}Paused for
      ${" "}${pausedFor(queue)}: they get no tasks from it, and tasks can still be
      added.</p>`}
    ${!queue.paused && queue.waiting > 0 && queue.pollers.length === 0 &&
      html`<p class="notice warn">${icon("warn")}Tasks wait, and nobody has
        polled this queue in the last minute.</p>`}
    <${Numbers} queue=${queue} />
    <${Tabs} label="Parts of the queue" current=${TABS[part] ?? "Waiting"}
      items=${Object.entries(TABS).map(([tab, name]) => [to(tab), name])} />
    ${part === "history" ? html`<${History} queue=${id} />`
      : part === "settings" ? html`<${QueueSettings} queue=${queue}
        mayWrite=${mayWrite} />`
      : html`<${QueueCharts} queue=${queue} />
        <${Entries} queue=${queue} mayWrite=${mayWrite} />`}`;
}
