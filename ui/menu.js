// A menu of actions that a button opens.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { icon } from "./widgets.js";

// items: [label, act, key that does the same], null for none of them.
export function Menu({ label, items, ...rest }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef(null), list = useRef(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    list.current.showPopover();
    const edge = button.current.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = list.current;
    const below = edge.bottom + height + 4 < innerHeight;
    Object.assign(list.current.style, {
      left: `${Math.max(4, Math.min(edge.right, innerWidth - 4) - width)}px`,
      top: `${Math.max(4, below ? edge.bottom + 2
        : edge.top - height - 2)}px`,
    });
    list.current.querySelector("button").focus();
    return () => button.current?.focus();
  }, [isOpen]);
  const onKeyDown = (event) => {
    event.stopPropagation();
    const all = [...list.current.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(at + step + all.length) % all.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      setOpen(false);
    }
  };
  return html`<button type="button" class="icon-button" ref=${button}
    title=${label} aria-label=${label} aria-haspopup="menu"
    aria-expanded=${isOpen} onClick=${(event) => {
      event.stopPropagation();
      setOpen(!isOpen);
    }} ...${rest}>${icon("more")}</button>
  ${isOpen && html`<div class="menu" role="menu" popover="auto" ref=${list}
    aria-label=${label} onKeyDown=${onKeyDown}
    onToggle=${(event) => event.newState === "closed" && setOpen(false)}>
    ${items.filter(Boolean).map(([text, act, key]) => html`
      <button type="button" role="menuitem" onClick=${(event) => {
        event.stopPropagation();
        setOpen(false);
        act();
      }}>${text}${key && html`<kbd>${key}</kbd>`}</button>`)}</div>`}`;
}
