// What one message, or one album, looks like.

import { el, icon, iconButton } from "./dom.js";
import { formatted } from "./formatting.js";
import { withSigns } from "./signs.js";
import { enlarge } from "./viewer.js";
import { hour, t } from "./words.js";

const OTHERS = { voice: "voice", video: "video", contact: "person", location: "search" };

/** How many sixths of the width each photo of an album takes, so that its rows are full. */
const SPANS = { 2: [3, 3], 3: [6, 3, 3], 4: [3, 3, 3, 3], 5: [3, 3, 2, 2, 2], 7: [3, 3, 3, 3, 2, 2, 2],
  8: [3, 3, 2, 2, 2, 2, 2, 2], 10: [3, 3, 3, 3, 2, 2, 2, 2, 2, 2] };

/** `messages` is one message, or the parts of an album in order; `chat` is whose they are. */
export function bubble(messages, chat) {
  const first = messages[0];
  const last = messages.at(-1);
  const spoken = messages.find((one) => one.text) ?? first;
  const sticker = first.other === "sticker";
  const more = iconButton("more", t("message_menu"), (event) => chat.choose(first, event.currentTarget), { class: "more" });
  const said = el("div", { class: sticker ? "said sticker" : "said" },
    first.reply ? quoted(first.reply, chat) : null,
    pictures(messages),
    messages.filter((one) => one.file).map((one) => attachment(one.file)),
    first.other ? other(first) : null,
    spoken.text ? el("div", { class: "text" }, formatted(spoken.text, spoken.entities, (words) => chat.say(words))) : null,
    el("span", { class: "when" }, more, last.edited ? `${t("edited")} ` : "", hour(last.at)));
  return el("article", { class: first.mine ? "bubble mine" : "bubble", "data-id": first.id, "aria-label": t(first.mine ? "you" : "bot") },
    said,
    last.buttons.length ? keyboard(last, chat) : null);
}

function quoted(reply, chat) {
  return el("button", { type: "button", class: "quoted", onclick: () => chat.show(reply.id) },
    el("b", {}, t(reply.mine ? "you" : "bot")), el("span", {}, reply.text || t("photo")));
}

function pictures(messages) {
  const shown = messages.filter((one) => one.photo);
  if (!shown.length) return null;
  const alone = shown.length === 1;
  const spans = SPANS[shown.length] ?? shown.map(() => 2);
  return el("div", { class: alone ? "pictures" : "pictures grid" },
    shown.map((one, at) => {
      const made = picture(one.photo, alone);
      made.dataset.span = spans[at];
      return made;
    }));
}

function picture(photo, alone) {
  const image = el("img", { src: photo.small, alt: t("photo"), loading: "lazy", decoding: "async" });
  if (alone) {
    image.width = photo.width;
    image.height = photo.height;
  }
  const frame = el("button", { type: "button", class: "picture", "aria-label": t("enlarge"), onclick: () => enlarge(photo.whole) }, image);
  image.addEventListener("error", () => {
    frame.disabled = true;
    frame.replaceChildren(el("span", { class: "unseen" }, icon("photo"), t("unseen_photo")));
  });
  return frame;
}

function attachment(file) {
  const size = file.size ? ` · ${weight(file.size)}` : "";
  const words = [icon(file.picture ? "photo" : "file"), el("span", {}, el("b", {}, file.name || t("file")), el("small", {}, `${t("file")}${size}`))];
  if (file.picture) {
    return el("button", { type: "button", class: "attachment", "aria-label": t("open_file", { name: file.name }), onclick: () => enlarge(file.url) }, words);
  }
  return el("a", { class: "attachment", href: file.url, target: "_blank", rel: "noreferrer noopener", download: file.name,
    "aria-label": t("open_file", { name: file.name }) }, words);
}

const FIGURE = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

function weight(bytes) {
  return bytes >= 1_000_000 ? `${FIGURE.format(bytes / 1_000_000)} MB` : `${FIGURE.format(Math.max(1, Math.round(bytes / 1000)))} kB`;
}

function other(message) {
  if (message.other === "sticker") return el("span", { class: "emoji" }, withSigns(message.emoji));
  const key = `got_${message.other}`;
  return el("span", { class: "attachment" }, icon(OTHERS[message.other] ?? "file"), el("b", {}, t(key)));
}

function keyboard(message, chat) {
  return el("div", { class: "keys" }, message.buttons.map((row) =>
    el("div", { class: "row" }, row.map((button) => key(message, button, chat)))));
}

function key(message, button, chat) {
  if (button.url) {
    const safe = /^https?:\/\//i.test(button.url) ? button.url : null;
    return el("a", { class: "key", href: safe, target: "_blank", rel: "noreferrer noopener" }, withSigns(button.label));
  }
  return el("button", { type: "button", class: "key", onclick: (event) => chat.tap(message, button, event.currentTarget) }, withSigns(button.label));
}
