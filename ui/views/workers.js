// Who polls what, what runs where, and since when.

import { callIfServed } from "../api.js";
import { plural } from "../format.js";
import { hrefTo } from "../links.js";
import { live, useLive } from "../live.js";
import { useStore } from "../store.js";
import { useUserName } from "../users.js";
import { html } from "../vendor/htm-preact.js";
import { Age, Command, Empty, Failed, Loading } from "../widgets.js";
import { agentCommand } from "./queue_dialogs.js";

// What polls and what is registered, joined by name.
function join(queues, registered) {
  const agents = new Map();
  const get = (name, fields) => {
    if (!agents.has(name)) agents.set(name, { name, queues: new Map() });
    return Object.assign(agents.get(name), fields);
  };
  for (const worker of registered) {
    const agent = get(worker.id, {
      user: worker.user?.name || worker.user?.id, task: worker.task,
      seen: worker.last_activity_time, since: worker.register_time,
      address: worker.ip });
    for (const queue of worker.queues ?? [])
      agent.queues.set(queue.id, { id: queue.id, name: queue.name });
  }
  for (const queue of queues)
    for (const poller of queue.pollers) {
      const name = poller.worker || poller.address || poller.user;
      const agent = get(name, {});
      agent.user ??= poller.user;
      agent.address ??= poller.address;
      if (!agent.poll || poller.last_poll > agent.poll)
        agent.poll = poller.last_poll;
      agent.queues.set(queue.id, { id: queue.id, polls: true,
        name: queue.display_name || queue.name });
    }
  return [...agents.values()].sort((a, b) => a.name.localeCompare(b.name));
}

const Row = ({ agent, nameOf }) => html`<tr>
  <td class="strong">${agent.name}</td>
  <td>${agent.task ? html`<a href=${hrefTo("task",
    agent.task.id)}>${agent.task.name || agent.task.id}</a>
    ${agent.task.running_time > 0 && html`<span class="faint"> for
      ${" "}${Math.round(agent.task.running_time / 60000)} min</span>`}`
    : agent.poll ? html`<span class="faint">waits for a task</span>`
    : html`<span class="faint">idle</span>`}</td>
  <td>${[...agent.queues.values()].map((queue) => html`<a
    class=${`chip ${queue.polls ? "" : "faint"}`} href=${hrefTo("queue",
      queue.id)}>${queue.name}</a> `)}</td>
  <td>${agent.poll ? html`<${Age} at=${agent.poll} /> ago`
    : html`<span class="faint">not in the last minute</span>`}</td>
  <td>${agent.since ? html`<${Age} at=${agent.since} />` : ""}</td>
  <td>${nameOf(agent.user)}</td><td>${agent.address}</td></tr>`;

export function Workers() {
  const { queues } = useStore(live);
  const nameOf = useUserName();
  const [registered, error] = useLive(async () => (await callIfServed(
    "workers.get_all", { last_seen: 600 }))?.workers ?? [], []);
  if (error) return html`<${Failed} error=${error} />`;
  if (!queues || !registered) return html`<${Loading} />`;
  const agents = join(queues, registered);
  if (agents.length === 0) return html`<div class="bar"><h1>Workers</h1></div>
    <${Empty} title="No agent is here">
    <p>Nobody has polled a queue in the last minute. Start an agent on the
      machine that is to run tasks:</p>
    <${Command} text=${agentCommand("default")} />
    <p><a href="#/status">How agents find this server</a></p><//>`;
  const busy = agents.filter((agent) => agent.task).length;
  return html`<div class="bar"><h1>Workers</h1></div>
    <p class="totals"><span><strong>${agents.length}</strong>
      ${agents.length === 1 ? " worker" : " workers"}</span>
      <span><strong>${busy}</strong> ${busy === 1 ? "runs" : "run"} a task</span>
      <span>${plural(agents.length - busy, "is idle", "are idle")}</span></p>
    <div class="table-box"><table><thead><tr><th>Worker</th><th>Runs</th>
      <th>Queues</th><th>Last poll</th><th>Here for</th><th>User</th>
      <th>Address</th></tr></thead><tbody>${agents.map((agent) => html`
        <${Row} key=${agent.name} agent=${agent}
          nameOf=${nameOf} />`)}</tbody></table></div>`;
}
