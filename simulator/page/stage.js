// Behind the scenes: what is to leave, who owes what, and what may go wrong.

import { get, post, remove } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { attempt } from "./notices.js";
import { day, hour, t } from "./words.js";

const FAULTS = [
  ["flood", { flood: 5, method: "sendMessage" }],
  ["blocked", { refusal: "blocked", method: "sendMessage" }],
  ["internal", { refusal: "internal", method: "sendMessage" }],
  ["slow", { kind: "slow", seconds: 5, method: "sendMessage" }],
  ["drop", { kind: "drop_after", method: "sendMessage" }],
  ["duplicate", { kind: "duplicate" }],
];

let people = new Map();
let units = new Map();
let chosen = "";
let pending = 0;
let before = "";

export function readyStage(players) {
  people = new Map(players.map((one) => [one.person, one]));
  units = new Map(players.map((one) => [one.unit, one.unit_name]));
  byId("stage-toggle").addEventListener("click", () => toggle());
  setInterval(() => refreshSoon(), 4000);
}

function toggle() {
  const open = byId("stage").hidden;
  byId("stage").hidden = !open;
  byId("stage-toggle").setAttribute("aria-pressed", String(open));
  document.body.classList.toggle("with-stage", open);
  if (open) attempt(refresh);
}

/** Many things may happen at once; one look is enough for all. */
export function refreshSoon() {
  if (byId("stage").hidden || pending) return;
  pending = setTimeout(async () => {
    pending = 0;
    await refresh().catch(() => {});
  }, 250);
}

async function refresh() {
  const [seen, faults] = await Promise.all([get("/desk/backstage"), get("/sim/faults")]);
  const print = JSON.stringify([seen.outbox, seen.documents, faults, chosen]);
  if (print === before && byId("stage").childElementCount) return;
  before = print;
  const stage = byId("stage");
  const top = stage.scrollTop;
  const folded = new Set([...stage.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  stage.replaceChildren(outbox(seen.outbox), duties(seen.documents), storm(faults));
  for (const one of stage.querySelectorAll("details")) one.open = folded.has(one.dataset.key);
  stage.scrollTop = top;
}

function part(title, hint, ...content) {
  return el("section", {}, el("h2", {}, title), hint ? el("p", { class: "hint" }, hint) : null, content);
}

function outbox({ counts, rows }) {
  if (!rows.length) return part(t("outbox"), t("nothing_left"));
  const states = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return part(t("outbox"), t("outbox_hint"),
    el("div", { class: "counts" }, states.map(([state, count]) =>
      el("span", { class: `count ${state}` }, el("b", {}, String(count)), t(`out_${state}`)))),
    el("ol", { class: "rows" }, rows.slice(0, 12).map((row) => letter(row))));
}

function letter(row) {
  const who = people.get(row.person)?.name ?? t("unlinked");
  const at = Date.parse(row.done_at ?? row.queued_at);
  const later = row.not_before && row.state === "waiting" ? t("leaves_at", { time: `${hour(Date.parse(row.not_before))} ${day(Date.parse(row.not_before))}` }) : null;
  const tries = row.attempts > 1 ? t("attempts", { count: row.attempts }) : null;
  const notes = [t(`kind_${row.kind}`), t(`priority_${row.priority}`), later, tries, row.reason || null];
  return el("li", {}, el("span", { class: `state ${row.state}` }, t(`out_${row.state}`)),
    el("span", { class: "names" }, el("b", {}, who), el("small", {}, [...new Set(notes.filter(Boolean))].join(" · "))),
    el("time", {}, hour(at)));
}

function duties(documents) {
  if (!documents.length) return part(t("obligations"), t("no_obligations"));
  const shown = documents.find((one) => one.code === chosen) ?? documents.at(-1);
  return part(t("obligations"), t("rate_hint"),
    el("div", { class: "choices" }, documents.map((one) => el("button", { type: "button", "aria-pressed": String(one === shown), onclick: () => pick(one.code) }, one.name))),
    rate(shown.whole),
    el("div", { class: "units" }, Object.entries(shown.units).map(([unit, counted]) => duty(unit, counted, shown))));
}

function pick(code) {
  chosen = code;
  attempt(refresh);
}

function rate({ handed_in: done, obliged, percent, left_out: out }) {
  const beside = Object.entries(out).map(([why, count]) => `${t(`owes_${why}`)} ${count}`);
  return el("div", { class: "rate" }, el("progress", { max: String(Math.max(obliged, 1)), value: String(done), "aria-label": percent }),
    el("b", {}, percent || "–"), el("span", {}, t("rate", { handed_in: done, obliged })),
    beside.length ? el("small", {}, t("not_counted", { count: beside.join(", ") })) : null);
}

function duty(unit, counted, shown) {
  const mine = shown.people.filter((one) => one.unit === unit);
  return el("details", { "data-key": unit },
    el("summary", {}, el("span", {}, units.get(unit) ?? unit), el("b", {}, `${counted.handed_in}/${counted.obliged}`)),
    el("ul", { class: "rows" }, mine.map((one) => debtor(one))));
}

function debtor({ person, state, due, cleared_at: cleared }) {
  const at = cleared ? `${hour(Date.parse(cleared))} ${day(Date.parse(cleared))}` : t("due", { date: day(Date.parse(due)) });
  const name = people.get(person)?.name ?? person;
  return el("li", {}, el("span", { class: `state ${state}` }, t(`owes_${state}`)),
    el("span", { class: "names" }, el("b", { title: name }, name), el("small", {}, at)));
}

function storm(faults) {
  const waiting = faults.length ? el("p", { class: "waiting" }, t("faults_open", { count: faults.length })) : null;
  return part(t("faults"), t("faults_hint"), waiting,
    el("div", { class: "faults" },
      FAULTS.map(([name, fault]) => el("button", { type: "button", onclick: () => strike(() => post("/sim/faults", fault)) }, icon("storm"), t(`fault_${name}`))),
      el("button", { type: "button", class: "plain", disabled: !faults.length, onclick: () => strike(() => remove("/sim/faults")) }, t("clear_faults"))));
}

async function strike(ask) {
  await attempt(ask);
  await attempt(refresh);
}
