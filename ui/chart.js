// Curves: charts with axes and a cursor that they may share, and small ones in
// lists.

import { call } from "./api.js";
import { shortDate } from "./format.js";
import { useLive } from "./live.js";
import { createStore, useStore } from "./store.js";
import { html, useLayoutEffect, useRef, useState }
  from "./vendor/htm-preact.js";

const HEIGHT = 140;
const LEFT = 68, RIGHT = 8, TOP = 6, BOTTOM = 20; // px around the curves
const MINUTE = 60, HOUR = 3600, DAY = 86400; // s
const TIMES = [1, 5, 10, 15, 30].map((n) => n * MINUTE).concat(
  [1, 2, 3, 6, 12].map((n) => n * HOUR), [1, 2, 5, 10].map((n) => n * DAY));

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined,
  { month: "short", day: "numeric" });

// The least of 1, 2, 5, 10, 20, ... times a power of ten that is enough.
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find((n) => n * power >= least) * power;
}

// The same, in units of time.
const niceTime = (least) => [1, 2, 5, 10, 15, 30, ...TIMES].find((n) =>
  n >= least) ?? niceStep(least / DAY) * DAY;

function ticks(min, max, step, offset = 0) {
  const found = [];
  for (let at = Math.ceil((min + offset) / step) * step - offset; at <= max;
    at += step) found.push(at);
  return found;
}

function timeTicks(min, max, most) {
  const step = TIMES.find((n) => (max - min) / n <= most) ?? 30 * DAY;
  const offset = -new Date(max * 1000).getTimezoneOffset() * MINUTE;
  const format = step >= DAY ? day : clock;
  return ticks(min, max, step, offset).map((at) =>
    [at, format.format(at * 1000)]);
}

// The index of the x that is next to one.
function nearest(xs, x) {
  let low = 0, high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] > x) high = middle;
    else low = middle;
  }
  return x - xs[low] > xs[high] - x ? high : low;
}

function scalesOf([xs, ...curves], isTime, width, stepOf) {
  const values = curves.flat().filter(Number.isFinite);
  const x0 = xs[0] ?? 0, x1 = Math.max(x0 + 1, xs.at(-1) ?? 1);
  let y0 = isTime ? 0 : Math.min(...values, Infinity);
  let y1 = Math.max(...values, -Infinity);
  if (!values.length) [y0, y1] = [0, 1];
  const step = stepOf((y1 > y0 ? y1 - y0 : Math.abs(y1) || 1) / 3);
  y0 = Math.floor(y0 / step) * step;
  y1 = Math.max(y0 + step, Math.ceil(y1 / step) * step);
  const plot = Math.max(1, width - LEFT - RIGHT);
  return {
    x0, x1, y0, y1, step,
    toX: (x) => LEFT + ((x - x0) / (x1 - x0)) * plot,
    fromX: (px) => x0 + ((px - LEFT) / plot) * (x1 - x0),
    toY: (y) => HEIGHT - BOTTOM - ((y - y0) / (y1 - y0)) *
      (HEIGHT - TOP - BOTTOM),
  };
}

// A value holds until the next one in a chart of steps.
function pathOf(xs, ys, { toX, toY }, isStepped) {
  let path = "";
  xs.forEach((x, i) => {
    if (ys[i] === null || ys[i] === undefined) return;
    const px = toX(x).toFixed(1), py = toY(ys[i]).toFixed(1);
    path += path === "" ? `M${px} ${py}`
      : isStepped ? `H${px}V${py}` : `L${px} ${py}`;
  });
  return path;
}

const cursors = new Map();
function cursorOf(name) {
  if (!cursors.has(name)) cursors.set(name, createStore(null));
  return cursors.get(name);
}

function Frame({ scales, isTime, format, width }) {
  const { x0, x1, y0, y1, step, toX, toY } = scales;
  const most = Math.max(2, Math.floor(width / 80));
  const columns = isTime ? timeTicks(x0, x1, most)
    : ticks(x0, x1, Math.max(1, niceStep((x1 - x0) / most)))
      .map((at) => [at, String(at)]);
  const rows = ticks(y0, y1 + step / 1000, step);
  return html`<g class="frame">${rows.map((at) => html`
    <path d=${`M${LEFT} ${toY(at).toFixed(1)}H${width - RIGHT}`} />
    <text x=${LEFT - 6} y=${toY(at) + 4} text-anchor="end">${format(at)}
    </text>`)}${columns.map(([at, name]) => html`
    <path d=${`M${toX(at).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}`} />
    <text x=${toX(at)} y=${HEIGHT - 5} text-anchor="middle">${name}</text>`)}
  </g>`;
}

// What the cursor points at, or else a summary.
const Values = ({ at, data, names, isTime, format, summary }) => at === null
  ? html`<span class="faint"> ${summary}</span>`
  : html`<span class="faint"> ${isTime ? shortDate(data[0][at] * 1000)
    : data[0][at]}:</span>${names.map((name, i) => html`
    <span class=${`value-${i % 5}`}> ${names.length > 1 && name + " "}${
      data[i + 1][at] == null ? "–" : format(data[i + 1][at])}</span>`)}`;

// data: the x values, and an array of y values for each name.  Charts of the
// same group share their cursor, which the pointer and the arrow keys move.
export function Chart({ title, data, names, format, summary, group,
  isTime = false, isStepped = false, isDuration = false }) {
  const box = useRef(null);
  const [width, setWidth] = useState(400);
  const cursor = cursorOf(group);
  const x = useStore(cursor);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setWidth(entry.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const xs = data[0];
  const scales = scalesOf(data, isTime, width,
    isDuration ? niceTime : niceStep);
  const at = x === null || xs.length === 0 ? null : nearest(xs, x);
  const onPointerMove = (event) => cursor.set(scales.fromX(event.clientX -
    box.current.getBoundingClientRect().left));
  const onKeyDown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || xs.length === 0) return;
    event.preventDefault();
    const next = at === null ? xs.length - 1 : at + step;
    cursor.set(xs[Math.max(0, Math.min(xs.length - 1, next))]);
  };
  const floor = scales.toY(scales.y0);
  return html`<figure class="chart"><figcaption>${title}<${Values} at=${at}
      data=${data} names=${names} isTime=${isTime} format=${format}
      summary=${summary} /></figcaption>
    <div ref=${box} tabindex="0" role="img" aria-label=${
      `${title}: ${summary}`} onPointerMove=${onPointerMove}
      onKeyDown=${onKeyDown} onPointerLeave=${() => cursor.set(null)}
      onBlur=${() => cursor.set(null)}>
    <svg width=${width} height=${HEIGHT} aria-hidden="true">
      <${Frame} scales=${scales} isTime=${isTime} format=${format}
        width=${width} />
      ${names.map((name, i) => {
        const path = pathOf(xs, data[i + 1], scales, isStepped);
        const first = data[i + 1].findIndex((y) => y != null);
        return html`<g key=${name}>${isTime && path && html`<path class="area"
          d=${`${path}V${floor}H${scales.toX(xs[first])}z`} />`}
          <path class=${`curve curve-${i % 5}`} d=${path} /></g>`;
      })}
      ${at !== null && html`<path class="cursor" d=${
        `M${scales.toX(xs[at])} ${TOP}V${HEIGHT - BOTTOM}`} />`}
    </svg></div></figure>`;
}

// Small ones: how long queues were in the last hours.
const HOURS = 6;
const POINTS = 48;
const SPARK = { width: 96, height: 22 };

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
  const { width, height } = SPARK;
  const points = shown.map((value, i) => [
    (i * width) / (shown.length - 1),
    height - 1 - (value / most) * (height - 3)]);
  const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("L");
  return html`<svg class="spark" viewBox=${`0 0 ${width} ${height}`} role="img"
    aria-label=${`${Math.max(...shown)} at most in ${HOURS} hours`}>
    <path class="area" d=${`M0 ${height}L${line}L${width} ${height}z`} />
    <path class="line" d=${`M${line}`} /></svg>`;
}
