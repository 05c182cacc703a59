// The server itself, and how clients find it.

import { apiHost, call } from "../api.js";
import { bytes } from "../format.js";
import { useLive } from "../live.js";
import { session } from "../session.js";
import { useStore } from "../store.js";
import { html } from "../vendor/htm-preact.js";
import { Copy, Failed, Loading } from "../widgets.js";
import { agentCommand } from "./queue_dialogs.js";

const STORES = { sqlite: "SQLite", mongodb: "MongoDB" };

const setup = (host) => `export CLEARML_API_HOST=${host}
export CLEARML_WEB_HOST=${host}
export CLEARML_FILES_HOST=file:///...
export CLEARML_API_ACCESS_KEY=...
export CLEARML_API_SECRET_KEY=...`;

export function Status() {
  const who = useStore(session);
  const [found, error] = useLive(() => call("lineup.get_status"), [], 10000);
  if (error) return html`<${Failed} error=${error} />`;
  if (!found) return html`<${Loading} />`;
  const host = apiHost.href.replace(/\/$/, "");
  const { disk } = found;
  return html`<div class="bar"><h1>Status</h1></div>
    <div class="settings"><section><h2>Server</h2><dl class="pairs">
      <dt>Version</dt><dd>${found.version}, API ${found.api_version}</dd>
      <dt>Store</dt><dd>${STORES[found.store] ?? found.store}${found.store_size &&
        `, ${bytes(found.store_size)}`}</dd>
      ${disk && html`<dt>Disk</dt><dd class=${disk.is_low ? "warn" : ""}>
        ${bytes(disk.free)} free of ${bytes(disk.size)}${disk.is_low &&
          ": too little, so that nothing can be added to queues"}</dd>`}
      <dt>Id</dt><dd class="mono">${found.uid}</dd></dl></section>
    <section><h2>You</h2><dl class="pairs"><dt>Name</dt><dd>${who.name}</dd>
      <dt>Role</dt><dd>${who.role}${who.mayWrite ? "" : ", read only"}</dd>
    </dl></section>
    <section class="wide"><h2>Clients</h2>
      <p>The SDK and agents find this server by these variables, with a key of
        yours and a place for files:</p>
      <pre class="setup" tabindex="0">${setup(host)}</pre>
      <${Copy} text=${setup(host)} what="these lines" />
      <p>Then an agent takes tasks from a queue:</p>
      <pre class="setup">${agentCommand("default")}</pre></section></div>`;
}
