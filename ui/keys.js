// Keys of the page: a view says what each does while it is shown.

import { useEffect, useRef } from "./vendor/htm-preact.js";

const maps = [];

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select") !==
    null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  // A button or link that has the focus gets these itself.
  if ((event.key === "Enter" || event.key === " ") &&
      event.target.closest("button, a, summary, input")) return;
  for (const map of maps.toReversed()) {
    const act = map.current[event.key];
    if (!act) continue;
    event.preventDefault();
    act(event);
    return;
  }
});

// Have keys do this while the component is shown: {j: () => ..., Enter: ...}.
export function useKeys(keys) {
  const map = useRef(keys);
  map.current = keys;
  useEffect(() => {
    maps.push(map);
    return () => maps.splice(maps.indexOf(map), 1);
  }, []);
}

// What the help shows.
export const KEYS = [
  ["/", "find a queue by name or tag, or a task by its id"],
  ["j, k or ↓, ↑", "next row, previous row"],
  ["Enter", "open the row"],
  ["x", "select the row; with Shift, all up to it"],
  ["Esc", "select nothing; go back"],
  ["t, b", "move to the top, to the bottom"],
  ["m", "move to a position"],
  ["o", "move to another queue"],
  ["Del", "remove the task; delete the queue"],
  ["a", "add tasks"],
  ["c", "create a queue"],
  ["p", "pause or resume the queue"],
  ["u", "undo"],
  ["?", "show these keys"],
];
