// The few signs that the product uses, drawn, for not every computer has a font that shows them.

import { el, icon } from "./dom.js";

const SIGNS = { "✅": "done", "⏰": "alarm", "👍": "thumb" };
const ANY = new RegExp(`(${Object.keys(SIGNS).join("|")})\\ufe0f?`, "u");

/** The text as nodes: its signs are drawings that still read, and are copied, as what they are. */
export function withSigns(text) {
  return text.split(ANY).filter(Boolean).map((part) => (part in SIGNS ? sign(part) : part));
}

function sign(character) {
  return el("span", { class: `sign ${SIGNS[character]}` }, icon(SIGNS[character]), el("span", {}, character));
}
