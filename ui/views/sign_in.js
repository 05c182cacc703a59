// Signing in with a key and its secret, or with a token.

import { apiHost, call } from "../api.js";
import { signIn } from "../session.js";
import { html, useState } from "../vendor/htm-preact.js";
import { Failed } from "../widgets.js";

function basic(key, secret) {
  const bytes = new TextEncoder().encode(`${key}:${secret}`);
  return "Basic " + btoa(String.fromCharCode(...bytes));
}

async function enter(fields) {
  const { key, secret, token } = Object.fromEntries(
    [...new FormData(fields)].map(([name, text]) => [name, text.trim()]));
  if (!token) {
    const answer = await call("auth.login", { cookie: false },
      basic(key, secret));
    signIn(answer.token);
    return;
  }
  await call("lineup.get_overview", {}, `Bearer ${token}`);
  signIn(token);
}

export function SignIn({ reason }) {
  const [withToken, setWithToken] = useState(false);
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await enter(event.target);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return html`<main class="sign-in"><form onSubmit=${submit}>
    <h1>lineup</h1>
    ${reason && html`<p role="status">${reason}</p>`}
    ${withToken ? html`<label key="token">Token
      <input name="token" type="password" autocomplete="off" required />
      </label>` : html`<label key="key">Access key
      <input name="key" autocomplete="username" spellcheck=${false} required />
      </label><label key="secret">Secret key
      <input name="secret" type="password" autocomplete="current-password"
        required /></label>`}
    ${error && html`<${Failed} error=${error} />`}
    <div class="buttons">
      <button type="button" class="link"
        onClick=${() => setWithToken(!withToken)}>${withToken
          ? "Use a key" : "Use a token"}</button>
      <button class="primary" disabled=${isBusy}>Sign in</button></div>
    <p class="faint">Keys are those that agents use for ${apiHost.host}. The
      first one is in the server's <code>client.env</code>; others are made by
      ${" "}<code>lineup key add</code>. Only this tab keeps the session.</p>
  </form></main>`;
}
