// Parts of queues that several views show.

import { hrefTo } from "../links.js";
import { html } from "../vendor/htm-preact.js";

export const isDefault = (queue) =>
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

export const QueueName = ({ queue }) => html`
  <a href=${hrefTo("queue", queue.id)} tabindex="-1"
    class="strong">${queue.display_name || queue.name}</a>
  ${queue.display_name && queue.display_name !== queue.name &&
    html`<span class="faint">${queue.name}</span>`}
  <${PausedMark} queue=${queue} /><${Tags} queue=${queue} />`;
