// Words that come and go: lines at the foot of the page, and a sheet that waits for an answer.

import { byId, el } from "./dom.js";
import { t } from "./words.js";

const SHOWN_MS = 4500;

export function toast(words, place = byId("toasts")) {
  const line = el("p", { class: "toast" }, words);
  place.append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}

/** A sheet with some words and buttons; resolves with the value of the one that was pressed, "" for none. */
export function ask(words, buttons = []) {
  const sheet = byId("notice");
  byId("notice-text").replaceChildren(...[words].flat());
  const all = [...buttons, { label: t("close"), value: "" }];
  byId("notice-row").replaceChildren(...all.map(({ label, value }) =>
    el("button", { type: "button", class: value ? "main" : "plain", onclick: () => sheet.close(value) }, label)));
  sheet.returnValue = "";
  sheet.showModal();
  return new Promise((resolve) => sheet.addEventListener("close", () => resolve(sheet.returnValue), { once: true }));
}

/** Runs what a tap asked for; what fails is said, and nothing else breaks. */
export async function attempt(work) {
  try {
    return await work();
  } catch (fault) {
    console.warn(fault);
    toast(t("failed"));
    return null;
  }
}
