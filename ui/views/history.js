// The last changes of a queue or of a task.

import { call } from "../api.js";
import { count } from "../format.js";
import { hrefTo } from "../links.js";
import { live, useLive } from "../live.js";
import { useStore } from "../store.js";
import { useUserName } from "../users.js";
import { html } from "../vendor/htm-preact.js";
import { Age, Empty, Failed, Loading } from "../widgets.js";

const MOST = 200;

function placeOf({ action, before, after }) {
  if (action === "cleared")
    return before === undefined ? "" : `${count(before)} tasks`;
  const from = before === undefined ? "" : `from ${count(before + 1)}`;
  const to = after === undefined ? "" : `to ${count(after + 1)}`;
  return `${from} ${to}`.trim();
}

const QueueLink = ({ id, queues }) => html`<a
  href=${hrefTo("queue", id)}>${queues?.find((queue) =>
    queue.id === id)?.name ?? html`<span class="mono">${id}</span>`}</a>`;

export function History({ queue, task }) {
  const { queues } = useStore(live);
  const nameOf = useUserName();
  const [found, error] = useLive(() => call("lineup.get_history",
    { queue, task, n: MOST }), []);
  if (error) return html`<${Failed} error=${error} />`;
  if (!found) return html`<${Loading} />`;
  if (found.changes.length === 0) return html`<${Empty}
    title="No changes are known"><p>They are noted if the server's setting
      <code> history_retention</code> says for how long.</p><//>`;
  return html`<div class="table-box"><table><thead><tr>
    <th>When</th><th>What</th><th>${task ? "Queue" : "Task"}</th>
    <th>Place</th><th>Who</th></tr></thead>
    <tbody>${found.changes.map((change) => html`<tr>
      <td><${Age} at=${change.at} /> ago</td><td>${change.action}</td>
      <td>${task ? html`<${QueueLink} id=${change.queue} queues=${queues} />`
        : change.task && html`<a class="mono" href=${hrefTo(
          "task", change.task)}>${change.task}</a>`}
        ${change.target_queue && html` → <${QueueLink}
          id=${change.target_queue} queues=${queues} />`}</td>
      <td>${placeOf(change)}</td>
      <td>${change.worker || nameOf(change.user) || html`<span
        class="faint">command line</span>`}</td></tr>`)}</tbody></table></div>
    ${found.changes.length === MOST && html`<p class="faint">The last
      ${" "}${MOST} changes.</p>`}`;
}
