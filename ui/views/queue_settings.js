// A queue's display name, tags and metadata, edited in place; and who polls it.

import { deleteMetadata, setMetadata, updateQueue } from "../actions.js";
import { call } from "../api.js";
import { useLive } from "../live.js";
import { useUserName } from "../users.js";
import { html, useState } from "../vendor/htm-preact.js";
import { Age, Command, Editable, Failed, icon, IconButton, Loading }
  from "../widgets.js";
import { agentCommand } from "./queue_dialogs.js";

const splitTags = (text) => [...new Set(text.split(",").map((tag) =>
  tag.trim()).filter(Boolean))];

function NewItem({ add }) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    const [key, value] = [form.elements.key.value.trim(),
      form.elements.value.value];
    if (key && await add({ key, type: "str", value })) form.reset();
  };
  return html`<form class="new-item" onSubmit=${submit}>
    <input name="key" placeholder="Key" aria-label="Key of a new item"
      required />
    <input name="value" placeholder="Value"
      aria-label="Value of a new item" />
    <button>${icon("add")}Add</button></form>`;
}

function Pollers({ queue }) {
  const nameOf = useUserName();
  if (queue.pollers.length === 0) return html`
    <p>Nobody has polled it in the last minute. Start an agent:</p>
    <${Command} text=${agentCommand(queue.name)} />`;
  return html`<div class="table-box"><table><thead><tr><th>Agent</th><th>User</th>
    <th>Address</th><th>Last poll</th></tr></thead>
  <tbody>${queue.pollers.map((poller) => html`<tr>
    <td>${poller.worker || "–"}</td><td>${nameOf(poller.user)}</td>
    <td>${poller.address || "–"}</td>
    <td><${Age} at=${poller.last_poll} /> ago</td></tr>`)}</tbody>
  </table></div>`;
}

export function QueueSettings({ queue, mayWrite }) {
  const [found, error, reload] = useLive(async () => (await call(
    "queues.get_by_id", { queue: queue.id })).queue, []);
  const [isBusy, setBusy] = useState(false);
  if (error) return html`<${Failed} error=${error} />`;
  if (!found) return html`<${Loading} />`;
  const then = (change) => async (...values) => {
    setBusy(true);
    const isDone = await change(queue, ...values);
    await reload();
    setBusy(false);
    return isDone;
  };
  const update = then(updateQueue);
  const setItem = then(setMetadata);
  const removeItem = then(deleteMetadata);
  const items = Object.entries(found.metadata ?? {}).sort();
  return html`<div class="settings" aria-busy=${isBusy}>
    <section><h2>Names</h2><dl class="pairs">
      <dt>Name</dt><dd><${Editable} label="name" value=${found.name}
        canEdit=${mayWrite} save=${(name) => update({ name })} /></dd>
      <dt>Display name</dt><dd><${Editable} label="display name"
        value=${found.display_name ?? ""} canEdit=${mayWrite}
        save=${(name) => update({ display_name: name })} /></dd>
      <dt>Tags</dt><dd><${Editable} label="tags, separated by commas"
        value=${(found.tags ?? []).join(", ")} canEdit=${mayWrite}
        save=${(text) => update({ tags: splitTags(text) })} /></dd>
      <dt>Created</dt><dd><${Age} at=${found.created} /> ago</dd></dl>
    </section>
    <section><h2>Metadata</h2>
      ${items.length === 0 && html`<p class="faint">None.</p>`}
      <dl class="pairs">${items.map(([key, item]) => html`
        <dt key=${`${key}-name`} class="mono">${key}</dt>
        <dd key=${key}><${Editable} label=${`value of ${key}`}
          value=${item.value ?? ""} empty="empty" canEdit=${mayWrite}
          save=${(value) => setItem({ key, type: item.type ?? "str",
            value })} />
          ${mayWrite && html`<${IconButton} name="remove"
            label=${`Delete ${key}`} onClick=${() => removeItem(key)} />`}
        </dd>`)}</dl>
      ${mayWrite && html`<${NewItem} add=${setItem} />`}</section>
    <section><h2>Who polls it</h2><${Pollers} queue=${queue} /></section>
  </div>`;
}
