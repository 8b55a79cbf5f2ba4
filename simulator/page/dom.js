// Elements are made, never parsed: no text that anybody sent is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with its attributes; `on…` ones are listeners, false and null ones are left out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** One of the drawings at the top of index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A button with a drawing, named for those who cannot see it. */
export function iconButton(name, label, act, more = {}) {
  return el("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick: act, ...more }, icon(name));
}

export const byId = (id) => document.getElementById(id);
