// The page: its head, and the view that the address names.

import { Away } from "./api.js";
import { DialogHost } from "./dialogs.js";
import { duration } from "./format.js";
import { useKeys } from "./keys.js";
import { goBack, goTo } from "./links.js";
import { live, refresh, useNow } from "./live.js";
import { sendAll } from "./pending.js";
import { session, signOut } from "./session.js";
import { createStore, useStore } from "./store.js";
import { dismiss, toasts, undoLast } from "./toasts.js";
import { html, render, useEffect } from "./vendor/htm-preact.js";
import { Queue } from "./views/queue.js";
import { showHelp } from "./views/queue_dialogs.js";
import { Queues } from "./views/queues.js";
import { SignIn } from "./views/sign_in.js";
import { Status } from "./views/status.js";
import { Task } from "./views/task.js";
import { Workers } from "./views/workers.js";
import { icon } from "./widgets.js";

// #/queue/ID/history → ["queue", ID, "history"]
function readRoute() {
  const parts = location.hash.replace(/^#\/?/, "").split("/");
  const [view = "", id = "", part = ""] = parts.map((text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  });
  return { view: view || "queues", id, part };
}

const route = createStore(readRoute());
addEventListener("hashchange", () => route.set(readRoute()));

const TITLES = { queues: "Queues", workers: "Workers", status: "Status" };

// How old what is shown is, and why.
function Liveness() {
  const { at, error, isOnline } = useStore(live);
  useNow();
  const age = at === null ? null : (Date.now() - at) / 1000;
  const isFresh = isOnline && !error && age !== null &&
    age < (document.hidden ? 35 : 6);
  const shown = age === null ? "" : `, as of ${duration(age)} ago`;
  const text = !isOnline ? `Offline${shown}`
    : error instanceof Away ? `Server away${shown}`
    : error ? `Refused: ${error.message}`
    : at === null ? "Reading…" : `Waiting for the server${shown}`;
  return html`<span class=${`liveness ${isFresh ? "fresh" : "stale"}`}
    title=${error ? error.message : ""}>
    <span class="dot"></span><span role="status">${
      isFresh ? "Live" : text}</span>${isFresh && age >= 4 ? shown : ""}
    ${error && isOnline && html`<button type="button" class="link"
      onClick=${refresh}>Try now</button>`}</span>`;
}

// Finds a task by its id; the list of queues has a filter of its own.
function Find() {
  const find = (event) => {
    event.preventDefault();
    const id = event.target.elements.id.value.trim();
    if (!id) return;
    goTo("task", id);
    event.target.reset();
    document.activeElement.blur();
  };
  return html`<form class="find" role="search" onSubmit=${find}>
    ${icon("search")}<input name="id" id="find" placeholder="Task id"
      aria-label="Open a task by its id" autocomplete="off"
      spellcheck=${false} /></form>`;
}

const Head = ({ view, who }) => html`<header>
  <a class="brand" href="#/queues">lineup</a>
  <nav aria-label="Views">${Object.entries(TITLES).map(([name, title]) => html`
    <a href=${`#/${name}`} aria-current=${view === name ||
      (view === "queue" && name === "queues") ? "page" : null}>${title}</a>`)}
  </nav>
  <${Find} />
  <${Liveness} />
  <button type="button" class="icon-button help" title="Keys (?)"
    aria-label="Show the keys" onClick=${showHelp}>?</button>
  <span class="who" title=${who.role}>${who.name}${who.mayWrite ? ""
    : html` <span class="chip">read only</span>`}</span>
  <button type="button" class="link" onClick=${() => {
    sendAll();
    signOut();
  }}>Sign out
  </button></header>`;

const Toasts = () => html`<div class="toasts" role="region"
  aria-label="Messages">${useStore(toasts).map((toast) => html`
  <div key=${toast.id} class=${`toast ${toast.isError ? "error" : ""}`}
    role=${toast.isError ? "alert" : "status"}>
    <div>${toast.text}${toast.detail && html`
      <div class="faint">${toast.detail}</div>`}</div>
    ${toast.undo && html`<button type="button" class="undo"
      onClick=${toast.undo}>Undo</button>`}
    <button type="button" class="icon-button" aria-label="Dismiss"
      onClick=${() => dismiss(toast.id)}>${icon("remove")}</button>
  </div>`)}</div>`;

const VIEWS = {
  queues: Queues, queue: Queue, task: Task, workers: Workers, status: Status,
};

function Page() {
  const who = useStore(session);
  const { view, id, part } = useStore(route);
  useKeys({
    "?": showHelp,
    "/": () => (document.getElementById("filter") ??
      document.getElementById("find"))?.focus(),
    u: undoLast,
    Escape: () => view !== "queues" && goBack(),
  });
  useEffect(() => {
    document.title = `${TITLES[view] ?? id} – lineup`;
  }, [view, id]);
  if (!who.token) return html`<${SignIn} reason=${who.reason} />`;
  const View = VIEWS[view] ?? Queues;
  return html`<a class="skip" href="#main" onClick=${(event) => {
    event.preventDefault();
    document.querySelector("main").focus();
  }}>Skip to the content</a>
  <${Head} view=${view} who=${who} />
  <main id="main" tabindex="-1"><${View} key=${`${view}/${id}`} id=${id} part=${part}
    mayWrite=${who.mayWrite} /></main>
  <${Toasts} /><${DialogHost} />`;
}

render(html`<${Page} />`, document.getElementById("page"));
refresh();
