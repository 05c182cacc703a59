// Icons, drawn with the colour of the text around them.

import { html } from "./vendor/htm-preact.js";

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
