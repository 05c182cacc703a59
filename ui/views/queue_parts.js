// Parts of queues that several views show.

import { html } from "../vendor/htm-preact.js";

export const isDefault = (queue) =>
  (queue.system_tags ?? []).includes("default");

export const PausedMark = ({ paused }) => paused && html`
  <span class="chip paused" title=${`Paused for ${paused}`}>paused</span>`;

export const Tags = ({ queue }) => html`
  ${isDefault(queue) && html`<span class="chip"
    title="Tasks go here if no queue is named">default</span>`}
  ${(queue.tags ?? []).map((tag) => html`<span class="chip tag">${tag}</span>`)}`;

export const QueueName = ({ queue }) => html`
  <a href=${`#/queue/${encodeURIComponent(queue.id)}`} tabindex="-1"
    class="strong">${queue.display_name || queue.name}</a>
  ${queue.display_name && queue.display_name !== queue.name &&
    html`<span class="faint">${queue.name}</span>`}
  <${PausedMark} paused=${queue.paused} /><${Tags} queue=${queue} />`;
