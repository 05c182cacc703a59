// Small curves in a list: how long queues were in the last hours.

import { call } from "./api.js";
import { useLive } from "./live.js";
import { html } from "./vendor/htm-preact.js";

const HOURS = 6;
const POINTS = 48;
const WIDTH = 96, HEIGHT = 22;

// Lengths of queues by id, in equal steps up to now.
export function useSparks(ids) {
  const [data] = useLive(async () => {
    const end = Math.floor(Date.now() / 1000);
    const step = (HOURS * 3600) / POINTS;
    const { queues } = await call("queues.get_queue_metrics", {
      queue_ids: ids, from_date: end - HOURS * 3600, to_date: end,
      interval: step });
    return new Map(ids.map((id) => [id, fill(queues.find((queue) =>
      queue.queue === id) ?? {}, end - HOURS * 3600, step)]));
  }, [ids.join()], 60000);
  return data ?? new Map();
}

// A queue keeps its length where nothing was recorded.
function fill({ dates = [], queue_lengths: lengths = [] }, start, step) {
  const values = new Array(POINTS).fill(null);
  dates.forEach((date, i) => {
    const at = Math.min(POINTS - 1, Math.max(0,
      Math.floor((date / 1000 - start) / step)));
    values[at] = lengths[i];
  });
  let last = 0;
  return values.map((value) => (last = value ?? last));
}

export function Spark({ values, now }) {
  if (!values) return html`<svg class="spark" aria-hidden="true"></svg>`;
  const shown = [...values.slice(1), now];
  const most = Math.max(1, ...shown);
  const points = shown.map((value, i) => [
    (i * WIDTH) / (shown.length - 1),
    HEIGHT - 1 - (value / most) * (HEIGHT - 3)]);
  const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("L");
  return html`<svg class="spark" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img"
    aria-label=${`${Math.max(...shown)} at most in ${HOURS} hours`}>
    <path class="area" d=${`M0 ${HEIGHT}L${line}L${WIDTH} ${HEIGHT}z`} />
    <path class="line" d=${`M${line}`} /></svg>`;
}
