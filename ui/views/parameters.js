// What a task runs, and with which parameters.

import { html } from "../vendor/htm-preact.js";
import { Empty } from "../widgets.js";

function Section({ title, rows }) {
  if (rows.length === 0) return null;
  return html`<section><h2>${title}</h2><dl class="pairs">
    ${rows.map(([name, value]) => html`<dt class="mono">${name}</dt>
      <dd class="mono value">${String(value)}</dd>`)}</dl></section>`;
}

export function Parameters({ record }) {
  const script = Object.entries(record.script ?? {}).filter(([, value]) =>
    typeof value === "string" && value !== "" && value.length < 300);
  const sections = Object.entries(record.hyperparams ?? {});
  const settings = Object.entries(record.configuration ?? {});
  if (script.length + sections.length + settings.length === 0)
    return html`<${Empty} title="It has no parameters" />`;
  return html`<div class="settings"><${Section} title="Script" rows=${script} />
    ${sections.map(([section, items]) => html`<${Section} key=${section}
      title=${section} rows=${Object.entries(items).map(([name, item]) =>
        [name, item.value ?? ""])} />`)}
    <${Section} title="Configuration" rows=${settings.map(([name, item]) =>
      [name, item.value ?? ""])} /></div>`;
}
