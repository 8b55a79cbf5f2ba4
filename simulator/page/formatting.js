// A text with its marks, as elements. Marks nest and never cross; offsets count UTF-16 units, as JavaScript does.

import { el } from "./dom.js";
import { withSigns } from "./signs.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };

/** `command` is called with what a tapped /command says. */
export function formatted(text, entities, command) {
  const marks = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return piece(text, 0, text.length, marks, command);
}

function piece(text, from, to, marks, command) {
  const made = [];
  let at = from;
  for (let next = 0; next < marks.length; ) {
    const mark = marks[next];
    const end = Math.min(mark.offset + mark.length, to);
    let after = next + 1;
    while (after < marks.length && marks[after].offset < end) after += 1;
    if (mark.offset > at) made.push(...withSigns(text.slice(at, mark.offset)));
    const inner = marks.slice(next + 1, after);
    made.push(marked(mark, text.slice(mark.offset, end), piece(text, mark.offset, end, inner, command), command));
    at = end;
    next = after;
  }
  if (at < to) made.push(...withSigns(text.slice(at, to)));
  return made;
}

function marked(mark, words, children, command) {
  if (mark.type === "bot_command") return el("button", { type: "button", class: "link", onclick: () => command(words) }, words);
  if (mark.type === "spoiler") return el("span", { class: "spoiler", tabindex: "0" }, children);
  const link = address(mark, words);
  if (link) return el("a", { href: link, target: "_blank", rel: "noreferrer noopener" }, children);
  return el(TAGS[mark.type] ?? "span", {}, children);
}

/** Only web addresses are followed, whatever a message says. */
function address(mark, words) {
  const said = mark.type === "text_link" ? mark.url : mark.type === "url" ? words : "";
  if (/^https?:\/\//i.test(said)) return said;
  return mark.type === "url" ? `https://${said}` : "";
}
