// Which row of a list is active, and which are selected.

import { useKeys } from "./keys.js";
import { toast } from "./toasts.js";
import { useRef, useState } from "./vendor/htm-preact.js";

const FAR = 100; // rows out of sight among which the active one is looked for

// Of a list of rows, keyOf(index) is the id of one, or undefined if it is not
// known yet.  Selected ids are kept with a value each; read(from, n) gives pairs
// of both for a range.  No more than so many can be selected.
export function useSelection(window, keyOf, valueOf, read, most = Infinity) {
  const [active, setActive] = useState({ index: -1, key: null });
  const [selected, setSelected] = useState(new Map());
  const anchor = useRef(null);
  const [from, to] = window.range;

  // A row that moves stays active; one that left passes it on.
  let at = active.index;
  if (active.key !== null && keyOf(at) !== active.key) {
    for (let i = from - FAR; i < to + FAR; i++)
      if (keyOf(i) === active.key) at = i;
  }
  at = Math.min(at, window.length - 1);

  const activate = (index, isShown = true) => {
    const next = Math.max(0, Math.min(window.length - 1, index));
    if (window.length === 0) return;
    setActive({ index: next, key: keyOf(next) ?? null });
    if (isShown) window.show(next);
  };
  const select = (rows) => {
    const next = [...new Map(rows)];
    if (next.length > most)
      toast({ text: `No more than ${most} can be selected at a time.` });
    setSelected(new Map(next.slice(0, most)));
  };
  const toggle = (index) => {
    const key = keyOf(index);
    if (key === undefined) return;
    const next = new Map(selected);
    if (!next.delete(key)) next.set(key, valueOf(index));
    anchor.current = index;
    select(next);
  };
  const toggleTo = async (index) => {
    const start = anchor.current ?? index;
    const rows = await read(Math.min(start, index),
      Math.abs(start - index) + 1);
    select([...selected, ...rows]);
  };
  const step = (by) => () => activate(at < 0 ? 0 : at + by);
  const page = Math.max(1, Math.floor(window.visible) - 1);
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
