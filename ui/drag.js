// Dragging a row of a list to another place, by its handle.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { icon } from "./widgets.js";

const EDGE = 30; // px from an edge, where the list scrolls

// drop(index, place): the row at the index goes before the one at the place.
export function useDrag(window, setDragging, drop) {
  const [state, setState] = useState(null); // {index, place, y}
  const latest = useRef(null);
  latest.current = { window, state, drop };
  const end = (isDropped) => {
    const { state: last, drop: act } = latest.current;
    setState(null);
    setDragging(false);
    if (isDropped && last) act(last.index, last.place);
  };
  const isOn = state !== null;
  useEffect(() => {
    if (!isOn) return undefined;
    const move = ({ clientY }) => setState((old) => old && { ...old,
      y: clientY, place: Math.round(latest.current.window.indexAt(clientY)) });
    const up = () => end(true);
    const cancel = () => end(false);
    const key = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      cancel();
    };
    const scroll = setInterval(() => {
      const { window: list, state: now } = latest.current;
      if (!now) return; // it has just ended
      const edge = list.box.current.getBoundingClientRect();
      const by = now.y < edge.top + EDGE ? -1 : now.y > edge.bottom - EDGE
        ? 1 : 0;
      if (by) list.scrollTo(list.top + by);
    }, 50);
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", key, true);
    return () => {
      clearInterval(scroll);
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", key, true);
    };
  }, [isOn]);
  const start = (index) => (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    setDragging(true);
    setState({ index, place: index, y: event.clientY });
  };
  const line = state && html`<div class="drop-line" style=${{
    top: `${window.placeOf(state.place)}px` }}></div>`;
  return { start, line, index: state ? state.index : null };
}

export const Grip = ({ drag, index, task }) => html`
  <div role="gridcell" class="cell grip" title="Drag to another position"
    aria-label=${`Drag ${task}`} onPointerDown=${drag.start(index)}
    onClick=${(event) => event.stopPropagation()}>${icon("grip")}</div>`;
