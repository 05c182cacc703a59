// One task: where it is and why, its history and, where this server has tasks,
// what it is, its curves and its log.

import { moveTasks, removeTasks } from "../actions.js";
import { call, callIfServed } from "../api.js";
import { count, date, duration } from "../format.js";
import { useKeys } from "../keys.js";
import { goBack, hrefTo } from "../links.js";
import { useLive } from "../live.js";
import { pending, removedFrom } from "../pending.js";
import { useStore } from "../store.js";
import { useUserName } from "../users.js";
import { html } from "../vendor/htm-preact.js";
import { Age, Copy, Empty, Failed, Figure, icon, Loading, Tabs }
  from "../widgets.js";
import { History } from "./history.js";
import { chooseQueue, moveToPosition } from "./queue_dialogs.js";
import { Scalars } from "./scalars.js";
import { TaskLog } from "./task_log.js";

// A queue that holds the task, and what can be done about it there.
function Place({ task, reason, isOnly, mayWrite }) {
  const isRemoved = useStore(pending) && removedFrom(reason.id).has(task);
  const tasks = new Map([[task, reason.position]]);
  const nothing = () => {};
  const acts = mayWrite && !isRemoved ? [
    ["To the top", "t", () => moveTasks(reason.id, tasks, "front")],
    ["To the bottom", "b", () => moveTasks(reason.id, tasks, "back")],
    ["To position…", "m", () => moveToPosition(reason, tasks, reason.length,
      nothing)],
    ["To queue…", "o", () => chooseQueue(reason, tasks, nothing)],
    ["Remove", "Delete", () => removeTasks(reason.id, tasks)]] : [];
  useKeys(isOnly ? Object.fromEntries(acts.map(([, ...key]) => key)) : {});
  if (isRemoved) return html`<li class="faint">Removed from
    ${" "}${reason.name}.</li>`;
  return html`<li class="place">
    <p><a class="strong" href=${hrefTo("queue", reason.id)}>
      ${reason.name}</a> – position <strong>${count(reason.position + 1)}
      </strong> of ${count(reason.length)}, added <${Age} at=${reason.added} />
      ${" "}ago</p>
    <p class=${reason.verdict === "waiting" ? "" : "warn"}>${reason.text}</p>
    ${reason.starts_in !== undefined && html`<p>Starts in about
      <strong> ${duration(reason.starts_in)}</strong>.</p>`}
    <div class="buttons left">${acts.map(([text, key, act]) => html`
      <button type="button" class=${key === "Delete" ? "danger" : ""}
        title=${key} onClick=${act}>${text}</button>`)}</div></li>`;
}

// What it runs, and with which parameters.
function Section({ title, rows }) {
  if (rows.length === 0) return null;
  return html`<section><h2>${title}</h2><dl class="pairs">
    ${rows.map(([name, value]) => html`<dt class="mono">${name}</dt>
      <dd class="mono value">${String(value)}</dd>`)}</dl></section>`;
}

function Parameters({ record }) {
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

function Where({ task, explained, mayWrite }) {
  const { verdict, text, queues } = explained;
  return html`<section class="where">
    ${queues.length === 0 ? html`<p class=${`notice ${verdict === "not_known"
      ? "warn" : ""}`}>${text}</p>`
      : html`<ul class="places">${queues.map((reason) => html`<${Place}
        key=${reason.id} task=${task} reason=${reason} mayWrite=${mayWrite}
        isOnly=${queues.length === 1} />`)}
      </ul>`}</section>`;
}

function Facts({ trace, record }) {
  const facts = { ...trace, ...record };
  const nameOf = useUserName();
  const worker = facts.worker || facts.last_worker;
  return html`<dl class="figures">
    ${facts.status && html`<${Figure} label="Status"><span
      class=${`status ${facts.status}`}>${facts.status.replace("_", " ")}
      </span><//>
      <${Figure} label="Since"><${Age} at=${facts.status_changed} /><//>`}
    ${worker && html`<${Figure} label="Worker">${worker}<//>`}
    ${facts.started && html`<${Figure} label="Started">
      <span title=${date(facts.started)}><${Age} at=${facts.started} /> ago
      </span><//>`}
    ${facts.last_iteration > 0 && html`<${Figure} label="Iteration">
      ${count(facts.last_iteration)}<//>`}
    ${facts.user && html`<${Figure} label="User">${nameOf(facts.user)}<//>`}
    ${facts.type && html`<${Figure} label="Type">${facts.type}<//>`}
    ${facts.tags?.length > 0 && html`<${Figure} label="Tags">
      ${facts.tags.join(", ")}<//>`}</dl>`;
}

const NAMES = { "": "Where it is", log: "Log", scalars: "Scalars",
  parameters: "Parameters", history: "History" };

async function readRecord(id) {
  try {
    return (await callIfServed("tasks.get_all", { id: [id] }))?.tasks[0];
  } catch {
    return undefined; // what is explained is enough
  }
}

export function Task({ id, part, mayWrite }) {
  const [found, error] = useLive(async () => {
    const [explained, record] = await Promise.all([
      call("lineup.explain_task", { task: id }), readRecord(id)]);
    return { explained, record };
  }, []);
  if (error) return html`<${Failed} error=${error} />`;
  if (!found) return html`<${Loading} />`;
  const { explained, record } = found;
  const trace = explained.task ?? {};
  const name = record?.name ?? trace.name;
  const tabs = Object.entries(NAMES).filter(([tab]) => record ||
    tab === "" || tab === "history");
  const to = (tab) => hrefTo("task", id, tab);
  return html`<div class="bar"><h1><a class="icon-button" href="#/queues"
      aria-label="All queues" title="Back (Esc)" onClick=${(event) => {
        event.preventDefault();
        goBack();
      }}>${icon("back")}</a>
      <span>${name || "Task"}</span></h1>
    <span class="mono id">${id}</span><${Copy} text=${id} /></div>
    <${Facts} trace=${trace} record=${record} />
    ${record?.status_reason && html`<p class="notice">${record.status_reason}
      ${" "}${record.status_message}</p>`}
    <${Tabs} label="Parts of the task" current=${NAMES[part] ?? NAMES[""]}
      items=${tabs.map(([tab, title]) => [to(tab), title])} />
    ${part === "history" ? html`<${History} task=${id} />`
      : part === "log" && record ? html`<${TaskLog} task=${id} />`
      : part === "scalars" && record ? html`<${Scalars} task=${id} />`
      : part === "parameters" && record
        ? html`<${Parameters} record=${record} />`
      : explained.verdict === "not_known" && !record ? html`<${Empty}
        title="Nothing is known of this task">
        <p>No queue holds it, and there is no record of it.</p>
        <p><a href=${to("history")}>Its history</a> may say where it was.</p><//>`
      : html`<${Where} task=${id} explained=${explained}
        mayWrite=${mayWrite} />`}`;
}
