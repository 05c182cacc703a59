// The tasks of a queue as they are shown: without those that are being removed,
// and with those that are being moved in their new places.

// The server's position of the row that is shown at an index.
export function positionAt(index, hidden) {
  let position = index;
  for (const at of hidden) if (at <= position) position++;
  return position;
}

// Positions, in their order, of the tasks that are not shown where they are.
export function hiddenPositions(removed, moves) {
  const all = [...removed.values(),
    ...moves.flatMap((move) => [...move.tasks.values()])];
  return all.filter(Number.isInteger).sort((a, b) => a - b);
}

// page: what the server gave, {from, length, entries}, where from is an index
// of the rows that are shown.  Gives the same with the rows that are shown.
export function arrange(page, removed, moves) {
  const moving = new Map();
  for (const move of moves)
    for (const task of move.tasks.keys()) moving.set(task, move.to);
  const known = new Map(page.entries.map((entry) => [entry.task, entry]));
  let entries = page.entries.filter((entry) => !removed.has(entry.task) &&
    !moving.has(entry.task));
  let length = page.length - removed.size;
  for (const move of moves) {
    if (move.to === "queue") {
      length -= move.tasks.size;
      continue;
    }
    const rows = [...move.tasks.keys()].map((task) => known.get(task) ??
      { task, ...move.known?.get(task) });
    const at = move.to === "front" ? 0
      : move.to === "back" ? length - rows.length : move.to;
    const place = at - page.from;
    if (place >= 0 && place <= entries.length)
      entries = entries.toSpliced(place, 0, ...rows);
  }
  return { from: page.from, length: Math.max(0, length), entries };
}
