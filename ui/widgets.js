// Small parts that all views use.

import { date, since } from "./format.js";
import { icon } from "./icons.js";
import { useNow } from "./live.js";
import { toast } from "./toasts.js";
import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: `Copied: ${text}`, seconds: 2 });
  } catch {
    toast({ text: `This browser doesn't let the page copy: ${text}` });
  }
}

export const Copy = ({ text, what = "id" }) => html`
  <button type="button" class="icon-button" title=${`Copy ${what}`}
    aria-label=${`Copy ${what} ${text}`} onClick=${(event) => {
      event.stopPropagation();
      copy(text);
    }}>${icon("copy")}</button>`;

export const Command = ({ text }) => html`
  <span class="command"><code>${text}</code>
  <${Copy} text=${text} what="command" /></span>`;

export const IconButton = ({ name, label, onClick, ...rest }) => html`
  <button type="button" class="icon-button" title=${label} aria-label=${label}
    onClick=${onClick} ...${rest}>${icon(name)}</button>`;

// How long ago a time of the API was, kept up to date.
export function Age({ at }) {
  const now = useNow();
  if (!at) return html`<span class="faint">–</span>`;
  return html`<time datetime=${at} title=${date(at)}>${since(at, now)}</time>`;
}

// What is said where there is nothing; isView: instead of a whole view.
export const Empty = ({ title, isView, children }) => html`
  <div class="empty">${isView ? html`<h1>${title}</h1>`
    : html`<h2>${title}</h2>`}${children}</div>`;

export const Failed = ({ error }) => html`
  <div class="failed" role="alert">${error.message}
  ${error.trx && html` <span class="faint">trx ${error.trx}</span>`}</div>`;

export const Loading = () => html`<div class="empty faint">Reading…</div>`;

// A number with its meaning.
export const Figure = ({ label, children, tone = "" }) => html`
  <div class=${`figure ${tone}`}><dt>${label}</dt><dd>${children}</dd></div>`;

// A text that becomes a field when it is clicked; save() may refuse.
export function Editable({ value, label, empty = "none", save, canEdit }) {
  const [draft, setDraft] = useState(null);
  const field = useRef(null);
  useEffect(() => {
    if (draft !== null && document.activeElement !== field.current)
      field.current?.select();
  }, [draft]);
  if (!canEdit) return value || html`<span class="faint">${empty}</span>`;
  if (draft === null) return html`
    <button type="button" class="editable" title=${`Edit ${label}`}
      aria-label=${`Edit ${label}: ${value || empty}`}
      onClick=${() => setDraft(value)}>
      ${value || html`<span class="faint">${empty}</span>`} ${icon("edit")}
    </button>`;
  const done = async () => {
    if (draft === null) return;
    setDraft(null);
    if (draft !== value) await save(draft.trim());
  };
  return html`<input class="inline" ref=${field} value=${draft}
    aria-label=${label} onInput=${(e) => setDraft(e.target.value)}
    onBlur=${done} onKeyDown=${(e) => {
      if (e.key === "Enter") done();
      if (e.key === "Escape") setDraft(null);
      e.stopPropagation();
    }} />`;
}

// Links between the views of one subject.
export const Tabs = ({ items, current, label }) => html`
  <nav class="tabs" aria-label=${label}>${items.map(([href, name]) => html`
    <a href=${href} aria-current=${name === current ? "page" : null}>${name}
    </a>`)}</nav>`;
