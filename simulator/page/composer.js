// Where a phone's holder writes: text, commands, photos, answers to one message, corrections of another.

import { el, icon, iconButton } from "./dom.js";
import { attempt } from "./notices.js";
import { offer } from "./popover.js";
import { samples } from "./samples.js";
import { Tray } from "./tray.js";
import { t } from "./words.js";

const TALLEST_PX = 150;

export class Composer {
  /** `phone` has a line, the commands that its holder sees, and now(). */
  constructor(phone) {
    this.phone = phone;
    this.target = null;
    this.tray = new Tray(() => this.update());
    this.field = el("textarea", { rows: "1", placeholder: t("write"), "aria-label": t("write"), autocomplete: "off" });
    this.field.addEventListener("input", () => this.update());
    this.field.addEventListener("keydown", (event) => this.keyed(event));
    this.pictures = this.chooser("image/*", false);
    this.papers = this.chooser("", true);
    this.button = el("button", { type: "submit", class: "icon send", "aria-label": t("send"), title: t("send"), disabled: true }, icon("send"));
    this.about = el("div", { class: "about", hidden: true });
    this.keys = el("div", { class: "keys", hidden: true });
    this.element = el("form", { class: "composer" }, this.about, this.tray.element, this.keys, el("div", { class: "writing" },
      el("button", { type: "button", class: "commands", "aria-haspopup": "menu", title: t("commands"), onclick: (event) => this.commands(event.currentTarget) },
        icon("menu"), el("span", {}, t("commands"))),
      this.field,
      iconButton("attach", t("attach"), (event) => this.attach(event.currentTarget), { "aria-haspopup": "menu" }),
      this.button), this.pictures, this.papers);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.element.addEventListener("paste", (event) => this.pasted(event));
  }

  chooser(accept, asFile) {
    const input = el("input", { type: "file", multiple: true, hidden: true, accept: accept || null, tabindex: "-1" });
    input.addEventListener("change", () => {
      this.tray.add([...input.files], asFile);
      input.value = "";
    });
    return input;
  }

  keyed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.target) {
      event.stopPropagation();
      this.aim(null);
    }
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) {
      event.preventDefault();
      this.tray.add(files);
    }
  }

  /** The keyboard below the input line as the newest message that says anything about it has it. */
  showKeys(messages) {
    const rows = messages.filter((one) => one.keys).at(-1)?.keys;
    if (!rows) return;
    const press = (key) => attempt(() => this.phone.line.press(key)).then(() => { this.keys.hidden = true; });
    this.keys.replaceChildren(...rows.map((row) => el("div", { class: "row" }, row.map((key) =>
      el("button", { type: "button", onclick: () => press(key) }, key.label)))));
    this.keys.hidden = !rows.length;
  }

  /** The next text answers a message (`reply`) or takes its place (`edit`); null for neither. */
  aim(what, message = null) {
    if (this.target?.what === "edit" || what === "edit") this.field.value = what === "edit" ? message.text : "";
    this.target = what ? { what, message } : null;
    this.about.hidden = !what;
    if (what) {
      this.about.replaceChildren(icon(what), el("span", {}, el("b", {}, t(what === "edit" ? "editing" : "replying")),
        el("small", {}, message.text || t("photo"))), iconButton("close", t("cancel"), () => this.aim(null)));
    }
    this.update();
    if (what) this.field.focus();
  }

  update() {
    this.field.placeholder = this.tray.isEmpty ? t("write") : t("caption");
    this.button.disabled = this.tray.isEmpty && !this.field.value.trim();
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST_PX)}px`;
  }

  async send() {
    const text = this.field.value.trim();
    if (this.button.disabled) return;
    const { target } = this;
    const bundles = this.tray.take();
    this.field.value = "";
    this.aim(null);
    const gone = await attempt(() => this.deliver(text, target, bundles).then(() => true));
    if (!gone && !this.field.value) this.field.value = text;
    this.update();
  }

  async deliver(text, target, bundles) {
    const { line } = this.phone;
    if (bundles.length) {
      for (const [at, { files, asFile }] of bundles.entries()) await line.sendFiles(files, at ? "" : text, asFile);
    } else if (target?.what === "edit") {
      await line.edit(target.message.id, text);
    } else {
      await line.send(text, target?.message.id);
    }
  }

  commands(anchor) {
    const known = this.phone.commands;
    const items = known.map(({ command, description }) => ({ label: `/${command}`, note: description,
      act: () => attempt(() => this.phone.line.send(`/${command}`)) }));
    offer(anchor, items.length ? items : [{ label: t("no_commands"), act: () => {} }]);
  }

  attach(anchor) {
    const { line } = this.phone;
    const sample = (count) => async () => this.tray.add(await samples(count, this.phone.now()));
    const other = (what) => () => attempt(() => line.sendOther(what));
    offer(anchor, [
      { label: t("one_sample"), icon: "photo", act: sample(1) },
      { label: t("three_samples"), icon: "photo", act: sample(3) },
      { label: t("ten_samples"), icon: "photo", act: sample(10) },
      { label: t("pictures"), icon: "photo", act: () => this.pictures.click() },
      { label: t("files"), icon: "file", act: () => this.papers.click() },
      { label: t("voice"), icon: "voice", act: other("voice") },
      { label: t("video"), icon: "video", act: other("video") },
      { label: t("sticker"), icon: "sticker", act: other("sticker") },
    ]);
  }
}
