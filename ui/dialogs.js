// Dialogs: one at a time, over the page.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { createStore, useStore } from "./store.js";
import { Failed } from "./widgets.js";

const shown = createStore(null);

// Show a component; its props get close().
export function openDialog(component, props = {}) {
  shown.set({ component, props });
}

export function closeDialog() {
  shown.set(null);
}

export function DialogHost() {
  const dialog = useStore(shown);
  return dialog && html`<${dialog.component} ...${dialog.props} />`;
}

// The frame of a dialog.  submit() may throw: the error is shown, and the
// dialog stays.  If submit gives false, it stays, too.
export function Dialog({ title, action, isDanger, isReady = true, submit,
  children }) {
  const dialog = useRef(null);
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    dialog.current.querySelector("[data-first]")?.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  const onSubmit = async (event) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      if ((await submit()) !== false) closeDialog();
      else setBusy(false);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return html`<dialog ref=${dialog} aria-labelledby="dialog-title"
    onClose=${closeDialog} onClick=${(event) => {
      if (event.target === dialog.current) closeDialog();
    }}><form onSubmit=${onSubmit}>
    <h2 id="dialog-title">${title}</h2>
    ${children}
    ${error && html`<${Failed} error=${error} />`}
    <div class="buttons">
      <button type="button" onClick=${closeDialog}>
        ${action ? "Cancel" : "Close"}</button>
      ${action && html`<button class=${isDanger ? "danger" : "primary"}
        disabled=${!isReady || isBusy}>${action}</button>`}
    </div></form></dialog>`;
}
