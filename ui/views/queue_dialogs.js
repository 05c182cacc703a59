// Dialogs of queues and their tasks.

import { addTasks, deleteQueue, moveTasks, moveToQueue }
  from "../actions.js";
import { call } from "../api.js";
import { Dialog, openDialog } from "../dialogs.js";
import { count, plural } from "../format.js";
import { KEYS } from "../keys.js";
import { goTo } from "../links.js";
import { assume, live } from "../live.js";
import { html, useState } from "../vendor/htm-preact.js";
import { Command } from "../widgets.js";

export const agentCommand = (name) =>
  `clearml-agent daemon --queue ${/^[\w.-]+$/.test(name) ? name
    : `'${name.replaceAll("'", "'\\''")}'`}`;

function CreateQueue() {
  const [name, setName] = useState("");
  const submit = async () => {
    const { id } = await call("queues.create", { name: name.trim() });
    assume(id, { isNew: true, name: name.trim() });
    goTo("queue", id);
  };
  return html`<${Dialog} title="Create a queue" action="Create"
    isReady=${name.trim() !== ""} submit=${submit}>
    <label>Name <input data-first value=${name} maxlength="200"
      onInput=${(e) => setName(e.target.value)} /></label>
    <p>Agents take its tasks when they are started with</p>
    <${Command} text=${agentCommand(name.trim() || "NAME")} />
  <//>`;
}
export const createQueue = () => openDialog(CreateQueue);

const idsIn = (text) => [...new Set(text.split(/[\s,;"']+/).filter(Boolean))];

function AddTasks({ queue }) {
  const [text, setText] = useState("");
  const [refused, setRefused] = useState([]);
  const ids = idsIn(text);
  const submit = async () => {
    const failed = await addTasks(queue.id, queue.name, ids);
    setRefused(failed);
    setText(failed.map(([task]) => task).join("\n"));
    return failed.length === 0;
  };
  return html`<${Dialog} title=${`Add tasks to ${queue.name}`}
    action=${ids.length ? `Add ${plural(ids.length, "task")}` : "Add"}
    isReady=${ids.length > 0} submit=${submit}>
    <label>Ids of tasks, separated by spaces, commas or lines
      <textarea data-first rows="6" value=${text} spellcheck=${false}
        onInput=${(e) => setText(e.target.value)}></textarea></label>
    ${refused.length > 0 && html`<div class="failed" role="alert">
      ${plural(refused.length, "task")} could not be added:
      <ul>${refused.slice(0, 20).map(([task, error]) => html`<li>
        <code>${task}</code> ${error.message}
        <span class="faint"> trx ${error.trx}</span></li>`)}</ul></div>`}
  <//>`;
}
export const addTasksTo = (queue) => openDialog(AddTasks, { queue });

function MoveToPosition({ queue, tasks, length, done }) {
  const [text, setText] = useState("");
  const position = Number(text);
  const isReady = Number.isInteger(position) && position >= 1 &&
    position <= length;
  return html`<${Dialog} title=${`Move ${plural(tasks.size, "task")}`}
    action="Move" isReady=${isReady} submit=${() => {
      moveTasks(queue.id, tasks, position - 1);
      done();
    }}>
    <label>To position, from 1 to ${count(length)}
      <input data-first inputmode="numeric" value=${text}
        onInput=${(e) => setText(e.target.value)} /></label>
  <//>`;
}
export const moveToPosition = (queue, tasks, length, done) =>
  openDialog(MoveToPosition, { queue, tasks, length, done });

function ChooseQueue({ queue, tasks, done }) {
  const others = live.get().queues.filter((other) => other.id !== queue.id)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const [id, setId] = useState("");
  if (others.length === 0)
    return html`<${Dialog} title="Move to another queue">
      <p>There is no other queue yet.</p><//>`;
  return html`<${Dialog} action="Move" isReady=${id !== ""}
    title=${`Move ${plural(tasks.size, "task")} to another queue`}
    submit=${() => {
      moveToQueue(queue.id, tasks, others.find((other) => other.id === id));
      done();
    }}>
    <label>Queue <select data-first value=${id}
      onChange=${(e) => setId(e.target.value)} onKeyDown=${(e) =>
        e.key === "Enter" && (e.preventDefault(),
          e.target.form.requestSubmit())}>
        <option value="" disabled>Choose…</option>${others.map((other) => html`
        <option value=${other.id}>${other.name} (${count(other.waiting)}
          ${" waiting"})</option>`)}</select></label>
    <p class="faint">${tasks.size === 1 ? "It waits" : "They wait"} at the
      ${" end"} of it.</p>
  <//>`;
}
export const chooseQueue = (queue, tasks, done) =>
  openDialog(ChooseQueue, { queue, tasks, done });

// A queue that isn't empty is deleted only if its name is typed.
function DeleteQueue({ queues, done }) {
  const [typed, setTyped] = useState("");
  const full = queues.filter((queue) => queue.waiting > 0);
  const wanted = full.map((queue) => queue.name).join(" ");
  return html`<${Dialog} isDanger action="Delete"
    isReady=${typed.trim() === wanted} submit=${() => {
      queues.forEach(deleteQueue);
      done();
    }} title=${queues.length === 1 ? `Delete ${queues[0].name}`
      : `Delete ${plural(queues.length, "queue")}`}>
    <p>${full.map((queue) => `${plural(queue.waiting, "task")} in ${
      queue.name}`).join(", ")} will lose their place.</p>
    <label>To confirm, type <strong>${wanted}</strong>
      <input data-first value=${typed} autocomplete="off" spellcheck=${false}
        onInput=${(e) => setTyped(e.target.value)} /></label>
  <//>`;
}

// An empty one is deleted without a question, since that can be undone.
export function askToDelete(queues, done = () => {}) {
  if (queues.some((queue) => queue.waiting > 0)) {
    openDialog(DeleteQueue, { queues, done });
    return;
  }
  queues.forEach(deleteQueue);
  done();
}

const Help = () => html`<${Dialog} title="Keys"><dl class="keys">
  ${KEYS.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt>
    <dd>${text}</dd></div>`)}</dl>
  <p class="faint">Every key has a button, too: in the row, in its ⋯ menu, or
    above the list. Removing, clearing and deleting can be undone for six
    seconds.</p><//>`;
export const showHelp = () => openDialog(Help);
