// The curves that a task reports, a chart for each metric.

import { callIfServed } from "../api.js";
import { Chart } from "../chart.js";
import { compact, plural } from "../format.js";
import { useLive } from "../live.js";
import { html, useMemo } from "../vendor/htm-preact.js";
import { Empty, Failed, Loading } from "../widgets.js";

const SAMPLES = 500;
const MOST = 30; // charts
const number = (value) => Math.abs(value) >= 10000 ? compact(value)
  : String(Number(value.toPrecision(4)));

// Curves with different iterations get the same ones, with gaps.
function align(variants) {
  const xs = [...new Set(variants.flatMap(([, curve]) => curve.x))]
    .sort((a, b) => a - b);
  const at = new Map(xs.map((x, i) => [x, i]));
  return [xs, ...variants.map(([, curve]) => {
    const ys = new Array(xs.length).fill(null);
    curve.x.forEach((x, i) => { ys[at.get(x)] = curve.y[i]; });
    return ys;
  })];
}

function Metric({ name, curves }) {
  const variants = Object.entries(curves);
  const data = useMemo(() => align(variants), [curves]);
  const last = variants.map(([variant, curve]) =>
    `${variant} ${number(curve.y.at(-1) ?? 0)}`);
  return html`<${Chart} title=${name} group="scalars" names=${variants.map(([v]) => v)}
    data=${data} format=${number} summary=${last.join(", ")} />`;
}

export function Scalars({ task }) {
  const [found, error] = useLive(async () => {
    const [curves, single] = await Promise.all([
      callIfServed("events.scalar_metrics_iter_histogram",
        { task, samples: SAMPLES, key: "iter" }),
      callIfServed("events.get_task_single_value_metrics",
        { tasks: [task] })]);
    return { metrics: Object.entries(curves ?? {}),
      values: single?.tasks?.[0]?.values ?? [] };
  }, [], 10000);
  if (error) return html`<${Failed} error=${error} />`;
  if (!found) return html`<${Loading} />`;
  const { metrics, values } = found;
  if (metrics.length + values.length === 0) return html`<${Empty}
    title="No scalars yet"><p>They appear when the task reports some.</p><//>`;
  return html`${values.length > 0 && html`<section class="settings">
    <section><h2>Values</h2><dl class="pairs">${values.map((one) => html`
      <dt>${one.variant}</dt><dd>${number(one.value)}</dd>`)}</dl></section>
    </section>`}
    <div class="chart-grid">${metrics.slice(0, MOST).map(([name, curves]) =>
      html`<${Metric} key=${name} name=${name} curves=${curves} />`)}</div>
    ${metrics.length > MOST && html`<p class="faint">${plural(metrics.length -
      MOST, "more metric")} not shown.</p>`}`;
}
