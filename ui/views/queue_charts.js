// How long a queue was, and how long its tasks had waited.

import { call } from "../api.js";
import { Chart } from "../chart.js";
import { compact, count, duration } from "../format.js";
import { useNarrow } from "../list.js";
import { useLive } from "../live.js";
import { html, useMemo, useState } from "../vendor/htm-preact.js";
import { Failed } from "../widgets.js";

const RANGES = [["1 h", 1], ["6 h", 6], ["24 h", 24], ["7 d", 168],
  ["30 d", 720]];
const POINTS = 240;

let isOpen; // as it was left

export function QueueCharts({ queue }) {
  const [hours, setHours] = useState(6);
  const isNarrow = useNarrow(); // a phone shows the tasks first
  const step = Math.max(1, Math.round((hours * 3600) / POINTS));
  const [series, error] = useLive(async () => {
    const end = Math.ceil(Date.now() / 1000);
    const { queues } = await call("queues.get_queue_metrics", {
      queue_ids: [queue.id], from_date: end - hours * 3600, to_date: end,
      interval: step, refresh: false });
    const one = queues.find((found) => found.queue === queue.id) ?? {};
    return { from: end - hours * 3600, end, hours,
      dates: (one.dates ?? []).map((ms) => ms / 1000),
      lengths: one.queue_lengths ?? [], waits: one.avg_waiting_times ?? [] };
  }, [hours], Math.max(10000, step * 500));
  const [lengths, waits] = useMemo(() => {
    if (!series) return [[[], []], [[], []]];
    const ends = (values) => [[series.from, ...series.dates, series.end],
      [null, ...values, values.at(-1) ?? null]];
    return [ends(series.lengths), ends(series.waits)];
  }, [series]);
  const most = Math.max(0, ...(series?.lengths ?? []));
  const longest = Math.max(0, ...(series?.waits ?? []));
  return html`<details class="charts" open=${isOpen ?? !isNarrow}>
    <summary onClick=${() => { isOpen = !(isOpen ?? !isNarrow); }}>Charts</summary>
    <div class="ranges" role="group" aria-label="Time shown">${RANGES.map(
      ([name, n]) => html`<button type="button" aria-pressed=${n === hours}
        onClick=${() => setHours(n)}>${name}</button>`)}</div>
    ${error && html`<${Failed} error=${error} />`}
    <div class="chart-pair">
      <${Chart} title="Length" group="queue" isTime isStepped names=${["tasks"]}
        data=${lengths} format=${compact}
        summary=${`at most ${count(most)}`} />
      <${Chart} title="Mean wait" group="queue" isTime isDuration names=${["wait"]}
        data=${waits} format=${duration}
        summary=${`at most ${duration(longest)}`} />
    </div></details>`;
}
