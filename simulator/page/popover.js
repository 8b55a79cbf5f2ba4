// A short list of things to do, beside what was pressed.

import { el, icon } from "./dom.js";

let shut = () => {};

/** `items` are {label, icon, act, note}; null ones are left out. */
export function offer(anchor, items) {
  shut();
  const list = el("div", { class: "popover", role: "menu" }, items.filter(Boolean).map((item) => entry(item)));
  const layer = anchor.closest("dialog") ?? document.body;
  layer.append(list);
  place(list, anchor.getBoundingClientRect());
  anchor.setAttribute("aria-expanded", "true");
  const outside = (event) => {
    if (!list.contains(event.target)) shut();
  };
  shut = (back = false) => {
    list.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", shut);
    shut = () => {};
    if (back) anchor.focus();
  };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", shut);
  list.addEventListener("keydown", (event) => walk(event, list));
  list.querySelector("button")?.focus();
}

function entry({ label, icon: drawing, act, note }) {
  const chosen = () => {
    shut(true);
    act();
  };
  return el("button", { type: "button", role: "menuitem", onclick: chosen },
    drawing ? icon(drawing) : null, el("span", {}, el("b", {}, label), note ? el("small", {}, note) : null));
}

function walk(event, list) {
  const entries = [...list.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    entries.at((entries.indexOf(document.activeElement) + step) % entries.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    shut(true);
  }
}

/** Above or below what was pressed, wherever there is room, and never off the page. */
function place(list, at) {
  const edge = 8;
  const { width, height } = list.getBoundingClientRect();
  const left = Math.min(Math.max(edge, at.left), innerWidth - width - edge);
  const below = at.bottom + 6;
  const top = below + height < innerHeight - edge ? below : Math.max(edge, at.top - height - 6);
  list.style.left = `${Math.max(edge, left)}px`;
  list.style.top = `${top}px`;
}
