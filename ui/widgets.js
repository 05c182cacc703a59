// Small parts that all views use.

import { date, since } from "./format.js";
import { useNow } from "./live.js";
import { toast } from "./toasts.js";
import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";

// Icons, drawn with the colour of the text around them.
const PATHS = {
  top: "M3 3h10M8 13V6M5 9l3-3 3 3",
  bottom: "M3 13h10M8 3v7M5 7l3 3 3-3",
  remove: "M4 4l8 8M12 4l-8 8",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  copy: "M6 6h7v7H6zM3 10V3h7",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
  add: "M8 3v10M3 8h10",
  pause: "M6 4v8M10 4v8",
  play: "M5 3.5l7 4.5-7 4.5z",
  edit: "M3 13l.6-2.8L10.5 3.3l2.2 2.2-6.9 6.9z",
  back: "M10 3L5 8l5 5",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14",
  warn: "M8 2.5L14.5 13.5h-13zM8 6.5v3M8 11.5h.01",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 16 16"
  aria-hidden="true"><path d=${PATHS[name]} /></svg>`;

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
  const isOpen = useRef(false); // a field that is taken away is left, too
  useEffect(() => {
    if (draft !== null && document.activeElement !== field.current)
      field.current?.select();
  }, [draft]);
  if (!canEdit) return value || html`<span class="faint">${empty}</span>`;
  if (draft === null) return html`
    <button type="button" class="editable" title=${`Edit ${label}`}
      aria-label=${`Edit ${label}: ${value || empty}`}
      onClick=${() => {
        isOpen.current = true;
        setDraft(value);
      }}>
      ${value || html`<span class="faint">${empty}</span>`} ${icon("edit")}
    </button>`;
  const close = (isKept) => {
    if (!isOpen.current) return;
    isOpen.current = false;
    setDraft(null);
    if (isKept && draft !== value) save(draft.trim());
  };
  return html`<input class="inline" ref=${field} value=${draft}
    aria-label=${label} onInput=${(e) => setDraft(e.target.value)}
    onBlur=${() => close(true)} onKeyDown=${(e) => {
      if (e.key === "Enter") close(true);
      if (e.key === "Escape") close(false);
      e.stopPropagation();
    }} />`;
}

// Links between the views of one subject.
export const Tabs = ({ items, current, label }) => html`
  <nav class="tabs" aria-label=${label}>${items.map(([href, name]) => html`
    <a href=${href} aria-current=${name === current ? "page" : null}>${name}
    </a>`)}</nav>`;
