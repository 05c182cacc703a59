// What a task prints, following its end.

import { callIfServed } from "../api.js";
import { date, time } from "../format.js";
import { useLive } from "../live.js";
import { html, useLayoutEffect, useRef, useState }
  from "../vendor/htm-preact.js";
import { Empty, Failed, Loading } from "../widgets.js";

const BATCH = 500;
const MOST = 5000; // events kept

const stamp = (event) => event.timestamp ?? time(event["@timestamp"]) ?? 0;
// Without the colours of a terminal.
const textOf = (event) => event.msg?.replace(/\x1b\[[\d;]*[A-Za-z]/g, "");
const keyOf = (event) => `${stamp(event)} ${event.msg}`;

// The newest batch, and then what comes after it; events of the last moment may
// come again.
function useLog(task) {
  const kept = useRef([]);
  const [found, error] = useLive(async () => {
    const last = kept.current.at(-1);
    const answer = await callIfServed("events.get_task_log", last
      ? { task, batch_size: BATCH, navigate_earlier: false, order: "asc",
        from_timestamp: stamp(last) - 1 }
      : { task, batch_size: BATCH, order: "asc" });
    const events = answer?.events ?? [];
    if (!last) events.sort((a, b) => stamp(a) - stamp(b));
    const known = new Set(kept.current.slice(-2 * BATCH).map(keyOf));
    const fresh = events.filter((event) => !known.has(keyOf(event)));
    if (fresh.length > 0) kept.current = [...kept.current, ...fresh]
      .slice(-MOST);
    return kept.current;
  }, []);
  return [found, error];
}

export function TaskLog({ task }) {
  const [events, error] = useLog(task);
  const [follows, setFollows] = useState(true);
  const box = useRef(null);
  useLayoutEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [events, follows]);
  if (error) return html`<${Failed} error=${error} />`;
  if (!events) return html`<${Loading} />`;
  if (events.length === 0) return html`<${Empty} title="Nothing printed yet">
    <p>The log follows the task as soon as it prints.</p><//>`;
  return html`<div class="log-bar"><label><input type="checkbox"
      checked=${follows} onChange=${(e) => setFollows(e.target.checked)} />
      Follow</label></div>
    <pre class="log" tabindex="0" aria-label="Log" ref=${box}
      onScroll=${({ target }) => setFollows(target.scrollTop +
        target.clientHeight > target.scrollHeight - 30)}>${events.map((event) =>
        html`<span title=${date(event["@timestamp"])}>${textOf(event)}
${event.msg?.endsWith("\n") ? "" : "\n"}</span>`)}</pre>`;
}
