// Who holds a phone: the people of the province, unit by unit.

import { byId, el } from "./dom.js";
import { folded, givenName, t } from "./words.js";

let players = [];
let chosen = () => {};

export function readyPicker(everyone) {
  players = everyone.map((one) => ({ ...one, sought: folded(`${one.name} ${one.post} ${one.unit_name} ${one.person}`) }));
  const dialog = byId("picker");
  byId("picker-search").addEventListener("input", (event) => list(event.target.value));
  byId("picker-search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    byId("picker-people").querySelector("button:not(:disabled)")?.click();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    const done = chosen;
    chosen = () => {};
    done(players.find((one) => one.person === dialog.returnValue) ?? null);
  });
}

let taken = new Set();

/** The player who was chosen, or null. `onTable` are persons whose phones are open: they cannot be chosen again. */
export function choosePlayer(onTable) {
  taken = new Set(onTable);
  byId("picker-search").value = "";
  list("");
  byId("picker").returnValue = "";
  byId("picker").showModal();
  return new Promise((resolve) => {
    chosen = resolve;
  });
}

function list(sought) {
  const words = folded(sought).split(/\s+/).filter(Boolean);
  const found = players.filter((one) => words.every((word) => one.sought.includes(word)));
  const units = [...new Set(found.map((one) => one.unit_name))];
  byId("picker-people").replaceChildren(...(units.length
    ? units.map((unit) => group(unit, found.filter((one) => one.unit_name === unit)))
    : [el("p", { class: "hint" }, t("nobody_found"))]));
}

function group(unit, people) {
  return el("section", {}, el("h3", {}, unit || t("strangers")), people.map((one) => entry(one)));
}

function entry({ person, name, birth_year: year, post: office, stranger }) {
  const open = taken.has(person);
  return el("button", { type: "button", class: "person", disabled: open, onclick: () => byId("picker").close(person) },
    el("span", { class: "face" }, givenName(name).slice(0, 1)),
    el("span", { class: "names" }, el("b", {}, name, year ? el("i", {}, ` · ${t("born", { year })}`) : null),
      el("small", {}, stranger ? t("stranger_note") : office)),
    open ? el("em", {}, t("on_the_table")) : null);
}
