// Numbers and times as texts.

const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, {
  notation: "compact", maximumFractionDigits: 1,
});
const moment = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium", timeStyle: "medium",
});

export const count = (n) => whole.format(n);
export const compact = (n) => short.format(n);
export const plural = (n, one, many = one + "s") =>
  `${count(n)} ${n === 1 ? one : many}`;

const brief = new Intl.DateTimeFormat(undefined,
  { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });

// A time, as the API writes it, in ms; null if there is none.
export function time(text) {
  const ms = typeof text === "number" ? text : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

// A short one, for lists.
export function shortDate(text) {
  const ms = time(text);
  return ms === null ? "" : brief.format(ms);
}

export function date(text) {
  const ms = time(text);
  return ms === null ? "" : moment.format(ms);
}

// Seconds as "42 s", "3 min", "2 h 5 min", "4 d 1 h".
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return min < 10 && s % 60 ? `${min} min ${s % 60} s` : `${min} min`;
  const h = Math.floor(min / 60);
  if (h < 24) return min % 60 ? `${h} h ${min % 60} min` : `${h} h`;
  const d = Math.floor(h / 24);
  return d < 10 && h % 24 ? `${d} d ${h % 24} h` : `${count(d)} d`;
}

// How long ago a time of the API was.
export function since(text, now) {
  const ms = time(text);
  return ms === null ? "" : duration((now - ms) / 1000);
}

export function bytes(n) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let i = 0;
  for (; n >= 1024 && i < units.length - 1; i++) n /= 1024;
  return `${n >= 10 || i === 0 ? Math.round(n) : n.toFixed(1)} ${units[i]}`;
}
