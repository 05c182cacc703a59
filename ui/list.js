// A list of any length: only the rows in sight are in the document.
//
// Rows have one height.  Browsers limit the height of an element, so a very
// long list is given less than its own: then the scrollbar moves over it in
// proportion, and the wheel and the keys still move by rows.

import { createStore, useStore } from "./store.js";
import { html, useEffect, useLayoutEffect, useRef, useState }
  from "./vendor/htm-preact.js";

// Whether the window is narrow, as a phone's is; style.css has the same limit.
const query = matchMedia("(max-width: 700px)");
const narrow = createStore(query.matches);
query.addEventListener("change", () => narrow.set(query.matches));

export const useNarrow = () => useStore(narrow);

const TALLEST = 15_000_000; // px; browsers take 17 million at least
const MARGIN = 8; // rows drawn above and below those in sight
const MOST = 150; // rows drawn

// top: the first row in sight, maybe with a fraction.
function rangeOf(top, visible, length) {
  const from = Math.max(0, Math.floor(top) - MARGIN);
  return [from, Math.min(length, from + MOST,
    Math.ceil(top + visible) + MARGIN)];
}

// A list that can be scrolled; gives what WindowList needs.
export function useWindow(length, rowHeight) {
  const box = useRef(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const total = length * rowHeight;
  const spacer = Math.min(total, TALLEST);
  const visible = height / rowHeight;
  const lastTop = Math.max(0, length - visible);
  // rows for each px of the scrollbar
  const scale = spacer > height ? lastTop / (spacer - height) : 1 / rowHeight;
  const isScaled = total > TALLEST;

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (box.current) setHeight(box.current.clientHeight);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  const scrollTo = (next) => {
    const wanted = Math.max(0, Math.min(lastTop, next));
    setTop(wanted);
    box.current.scrollTop = wanted / scale;
  };
  const onScroll = () => {
    const at = box.current.scrollTop;
    if (Math.abs(at - top / scale) >= 1) setTop(at * scale);
  };
  const onWheel = (event) => {
    if (!isScaled || event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? event.deltaY : event.deltaY / rowHeight;
    scrollTo(top + lines);
  };
  const show = (index) => {
    if (index < top) scrollTo(index);
    else if (index + 1 > top + visible) scrollTo(index + 1 - visible);
  };
  // The row at a height of the screen, and where a row is drawn.
  const indexAt = (clientY) => {
    const { top: edge } = box.current.getBoundingClientRect();
    return Math.max(0, Math.min(length,
      top + (clientY - edge) / rowHeight));
  };
  const placeOf = (index) => isScaled
    ? (index - top) * rowHeight + top / scale : index * rowHeight;
  return { box, top, visible, spacer, rowHeight, length, range: rangeOf(top, visible,
    length), onScroll, onWheel, scrollTo, show, indexAt, placeOf };
}

// row(index) draws the cells of a row, which has an id of its own and may be
// active or selected: {key, cells, isActive, isSelected, className, on}.
export function WindowList({ window, label, className, head, row, isMany,
  activeId, children }) {
  const { box, range, spacer, rowHeight, length } = window;
  useEffect(() => { // as a passive listener, it could not hold the wheel
    const element = box.current;
    element.addEventListener("wheel", window.onWheel, { passive: false });
    return () => element.removeEventListener("wheel", window.onWheel);
  });
  const rows = [];
  for (let index = range[0]; index < range[1]; index++) {
    const { key, cells, isActive, isSelected, tone = "", on } = row(index);
    rows.push(html`<div role="row" key=${key} id=${`row-${key}`}
      aria-rowindex=${index + 2} aria-selected=${isMany ? isSelected : null}
      class=${`row ${isActive ? "active" : ""} ${tone}`}
      style=${{ top: `${window.placeOf(index)}px`, height: `${rowHeight}px` }}
      ...${on}>${cells}</div>`);
  }
  return html`<div role="grid" class=${`grid ${className}`} tabindex="0"
    aria-label=${label} aria-rowcount=${length + 1}
    aria-multiselectable=${isMany ? "true" : null}
    aria-activedescendant=${activeId ? `row-${activeId}` : null}>
    <div role="rowgroup"><div role="row" class="head" aria-rowindex="1">
      ${head}</div></div>
    <div role="rowgroup" class="scroller" ref=${box}
      onScroll=${window.onScroll}>
      <div class="spacer" role="presentation" style=${{ height: `${spacer}px` }}>
        ${rows}${children}</div></div>
  </div>`;
}

// A cell of a row, and the one that selects it.
export const cell = (name, children, rest) => html`
  <div role="gridcell" class=${`cell ${name}`} ...${rest}>${children}</div>`;

export const CheckCell = ({ isSelected, label, onClick, ...rest }) =>
  html`<div role="gridcell" class="cell check" onClick=${(event) => {
    event.stopPropagation();
    onClick(event);
  }}><input type="checkbox" checked=${isSelected} tabindex="-1"
    aria-label=${label} ...${rest} /></div>`;
