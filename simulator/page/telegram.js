// A phone on the stand-in Telegram. Another messenger brings a class of the same shape (see CHANNELS in main.js).

import { get, post, upload } from "./api.js";

const KINDS = ["message", "edit", "delete", "answer", "action", "commands", "member"];

export class TelegramLine {
  static channel = "telegram";

  constructor(player) {
    this.user = player.user;
    this.phone = player.phone;
    this.path = `/sim/phones/${player.user}`;
  }

  /** The chat as it stands. */
  async load() {
    const seen = await get(this.path);
    return {
      started: seen.started,
      blocked: seen.blocked,
      commands: seen.commands,
      messages: seen.messages.map((one) => neutral(one)),
    };
  }

  start(code) {
    return post(`${this.path}/start`, { payload: code });
  }

  send(text, replyTo) {
    return post(`${this.path}/text`, replyTo ? { text, reply_to: replyTo } : { text });
  }

  edit(id, text) {
    return post(`${this.path}/edit`, { message_id: id, text });
  }

  /** The ids of the taps, each of which an `answer` will name. */
  async tap(id, button) {
    return (await post(`${this.path}/tap`, { message_id: id, data: button.data })).result;
  }

  /** A key below the input line: its words are sent, or the holder's own number where it asks for that. */
  press(key) {
    return post(`${this.path}/press`, { label: key.label, phone_number: this.phone });
  }

  /** Up to ten at once; several are an album. */
  sendFiles(files, caption, asFile) {
    const form = new FormData();
    form.append("caption", caption);
    form.append("as_file", asFile ? "true" : "false");
    files.forEach((file, at) => form.append(`file${at}`, file, file.name));
    return upload(`${this.path}/files`, form);
  }

  /** A sticker, a voice message, a video. */
  sendOther(what) {
    return post(`${this.path}/${what}`);
  }

  block() {
    return post(`${this.path}/block`);
  }

  unblock() {
    return post(`${this.path}/unblock`);
  }
}

/** Tells `heard({kind, user, message, data})` of all that happens, and `again()` whenever the line was cut and is back. */
export function listen(heard, again, lost) {
  const stream = new EventSource("/sim/events");
  let opened = false;
  stream.addEventListener("open", () => {
    if (opened) again();
    opened = true;
  });
  stream.addEventListener("error", lost);
  for (const kind of KINDS) {
    stream.addEventListener(kind, (event) => {
      const seen = JSON.parse(event.data);
      if (seen.chat.type !== "private") return;
      const message = seen.message ? neutral(seen.message) : null;
      heard({ kind, user: seen.chat.id, message, data: seen.data });
    });
  }
}

/** A Bot API message in the page's own terms. */
function neutral(shown) {
  const body = shown.message;
  const rows = body.reply_markup?.inline_keyboard ?? [];
  return {
    id: shown.id,
    mine: !shown.by_bot,
    at: body.date * 1000,
    edited: "edit_date" in body && !shown.by_bot,
    text: body.text ?? body.caption ?? "",
    entities: body.entities ?? body.caption_entities ?? [],
    album: body.media_group_id ?? null,
    photo: photo(body.photo),
    file: file(body.document),
    other: ["voice", "video", "sticker", "contact", "location"].find((what) => what in body) ?? null,
    emoji: body.sticker?.emoji ?? "",
    reply: body.reply_to_message ? { id: body.reply_to_message.message_id, mine: !body.reply_to_message.from.is_bot,
      text: body.reply_to_message.text ?? body.reply_to_message.caption ?? "" } : null,
    keys: shown.keyboard ? (shown.keyboard.keyboard ?? []).map((row) => row.map((key) => ({ label: key.text, contact: Boolean(key.request_contact) }))) : null,
    buttons: rows.map((row) => row.map((key) => ({ label: key.text, data: key.callback_data ?? "", url: key.url ?? "" }))),
  };
}

const address = (id) => `/sim/files/${encodeURIComponent(id)}`;

function photo(sizes) {
  if (!sizes) return null;
  const whole = sizes.at(-1);
  const small = sizes.find((size) => Math.max(size.width, size.height) >= 700) ?? whole;
  return { small: address(small.file_id), whole: address(whole.file_id), width: whole.width, height: whole.height };
}

function file(document) {
  if (!document) return null;
  return { name: document.file_name ?? "", url: address(document.file_id), size: document.file_size ?? 0,
    picture: /^image\/(jpeg|png|webp|gif)$/.test(document.mime_type ?? "") };
}
