// The simulator's calendar: shown, running, and moved.

import { get, post } from "./api.js";
import { byId, el } from "./dom.js";
import { attempt } from "./notices.js";
import { day, hour, isoFrom, longDay, t } from "./words.js";

const HOUR_S = 3600;
const DAY_S = 86_400;

let ahead = 0; // milliseconds between this computer's clock and the simulator's
let real = true;
let tell = () => {};

/** The simulator's time in milliseconds. */
export const now = () => Date.now() + ahead;

/** `moved` is called after each move. */
export function readyClock(moved) {
  tell = moved;
  const sheet = byId("time");
  byId("clock").addEventListener("click", () => attempt(open));
  byId("real").addEventListener("click", () => move({ real: true }));
  byId("choose").addEventListener("submit", (event) => {
    event.preventDefault();
    move({ to: isoFrom(byId("choose-day").value, byId("choose-hour").value) });
  });
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  sheet.addEventListener("close", () => byId("clock").setAttribute("aria-expanded", "false"));
  setInterval(show, 1000);
}

export async function readClock() {
  const told = await get("/desk/clock");
  take(told);
  return told;
}

function take(told) {
  ahead = Date.parse(told.now) - Date.now();
  real = told.real;
  show();
}

function show() {
  const at = now();
  byId("clock-time").textContent = hour(at);
  byId("clock-day").textContent = longDay(at);
  byId("clock-kind").textContent = t(real ? "real_time" : "moved_time");
  byId("clock").classList.toggle("moved", !real);
  byId("time-now").textContent = `${hour(at)} · ${longDay(at)}`;
}

async function open() {
  const told = await readClock();
  const steps = [
    { label: t("in_an_hour"), ask: { by: HOUR_S } },
    { label: t("tomorrow"), ask: { by: DAY_S } },
    ...told.jumps.map(({ label, to }) => ({ label, ask: { to }, note: `${hour(Date.parse(to))} ${day(Date.parse(to))}` })),
  ];
  byId("jumps").replaceChildren(...steps.map(({ label, ask, note }) =>
    el("button", { type: "button", onclick: () => move(ask) }, el("span", {}, label), note ? el("small", {}, note) : null)));
  byId("choose-day").value = day(now());
  byId("choose-hour").value = hour(now());
  byId("real").hidden = real;
  byId("clock").setAttribute("aria-expanded", "true");
  if (!byId("time").open) byId("time").showModal();
}

async function move(where) {
  await attempt(async () => {
    take(await post("/desk/clock", where));
    byId("time").close();
    tell();
  });
}
