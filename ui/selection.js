// Which row of a list is active, and which are selected.

import { useKeys } from "./keys.js";
import { useRef, useState } from "./vendor/htm-preact.js";

// Of a list of rows, keyOf(index) is the id of one, or undefined if it is not
// known yet.  Selected ids are kept with what was known of them.
export function useSelection(window, keyOf, rowOf) {
  const [active, setActive] = useState({ index: -1, key: null });
  const [selected, setSelected] = useState(new Map());
  const anchor = useRef(null);
  const [from, to] = window.range;

  // A row that moves stays active; one that left passes it on.
  let at = active.index;
  if (active.key !== null && keyOf(at) !== active.key) {
    for (let i = from; i < to; i++) if (keyOf(i) === active.key) at = i;
  }
  at = Math.min(at, window.length - 1);

  const activate = (index, isShown = true) => {
    const next = Math.max(0, Math.min(window.length - 1, index));
    if (window.length === 0) return;
    setActive({ index: next, key: keyOf(next) ?? null });
    if (isShown) window.show(next);
  };
  const toggle = (index) => {
    const key = keyOf(index);
    if (key === undefined) return;
    const next = new Map(selected);
    if (!next.delete(key)) next.set(key, rowOf(index));
    anchor.current = index;
    setSelected(next);
  };
  const toggleTo = (index) => {
    const start = anchor.current ?? index;
    const next = new Map(selected);
    for (let i = Math.min(start, index); i <= Math.max(start, index); i++)
      if (keyOf(i) !== undefined) next.set(keyOf(i), rowOf(i));
    setSelected(next);
  };
  const select = (rows) => setSelected(new Map(rows));
  const step = (by) => () => activate(at < 0 ? 0 : at + by);
  const page = Math.max(1, to - from - 18);
  useKeys({
    j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1),
    PageDown: step(page), PageUp: step(-page),
    Home: () => activate(0), End: () => activate(window.length - 1),
    x: () => at >= 0 && toggle(at),
    X: () => at >= 0 && toggleTo(at),
    ...(selected.size > 0 && { Escape: () => select([]) }),
  });
  return { index: at, key: at < 0 ? undefined : keyOf(at), activate, selected,
    toggle, toggleTo, select };
}
