// One phone: who holds it, the chat, and what its holder can do.

import { post } from "./api.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { el, icon, iconButton } from "./dom.js";
import { ask, attempt } from "./notices.js";
import { offer } from "./popover.js";
import { givenName, t } from "./words.js";

export class Phone {
  /** `table` is what the phone lies on: now(), changed(), handOver(phone), putAway(phone), save(people). */
  constructor(player, line, table) {
    this.player = player;
    this.line = line;
    this.table = table;
    this.commands = [];
    this.events = 0;
    this.chat = new Chat(line, { changed: () => table.changed(), compose: (what, message) => this.composer.aim(what, message) });
    this.composer = new Composer(this);
    this.foot = el("footer", {});
    this.element = el("section", { class: "phone", "aria-label": player.name }, this.head(), this.chat.element, this.foot);
    this.watch = new IntersectionObserver(([seen]) => {
      this.chat.inView = seen.isIntersecting;
      this.chat.seen();
    }, { threshold: 0.5 });
    this.watch.observe(this.element);
  }

  now() {
    return this.table.now();
  }

  head() {
    const { name, birth_year: year, person } = this.player;
    const channel = t(`channel_${this.line.constructor.channel}`);
    return el("header", {},
      el("button", { type: "button", class: "holder", title: t("change_person"), onclick: () => this.table.handOver(this) },
        el("span", { class: "face", "data-tint": tint(person) }, givenName(name).slice(0, 1)),
        el("span", { class: "names" },
          el("b", {}, name, year ? el("i", {}, ` (${year})`) : null),
          el("small", {}, [channel, this.office()].join(" · ")))),
      iconButton("more", t("phone_menu"), (event) => this.more(event.currentTarget), { "aria-haspopup": "menu" }));
  }

  office() {
    return this.player.stranger ? t("stranger_note") : this.player.post;
  }

  /** Who this is, where nothing has been said yet. */
  card() {
    const { name, birth_year: year, unit_name: unit, person } = this.player;
    return el("div", { class: "card" },
      el("span", { class: "face", "data-tint": tint(person) }, givenName(name).slice(0, 1)),
      el("b", {}, name), year ? el("span", {}, t("born", { year })) : null,
      el("span", {}, this.office()), unit ? el("span", {}, unit) : null);
  }

  /** As the messenger has it; once more where something happened while it was told. */
  async load() {
    let seen;
    let before;
    do {
      before = this.events;
      seen = await this.line.load();
    } while (before !== this.events);
    this.started = seen.started;
    this.blocked = seen.blocked;
    this.commands = seen.commands;
    this.chat.fill(seen.messages, this.card());
    this.composer.showKeys(seen.messages);
    this.showFoot();
  }

  heard({ kind, message, data }) {
    this.events += 1;
    if (kind === "message") this.received(message);
    else if (kind === "edit") this.chat.change(message);
    else if (kind === "delete") this.chat.forget(message.id);
    else if (kind === "answer") this.chat.answered(data);
    else if (kind === "action") this.chat.typing();
    else attempt(() => this.refresh());
  }

  received(message) {
    this.chat.add(message);
    this.composer.showKeys([message]);
    if (!this.started) {
      this.started = true;
      this.showFoot();
    }
  }

  /** Commands and blocking, which come without their new state. */
  async refresh() {
    const seen = await this.line.load();
    this.commands = seen.commands;
    if (seen.blocked !== this.blocked || seen.started !== this.started) {
      this.blocked = seen.blocked;
      this.started = seen.started;
      this.showFoot();
    }
  }

  showFoot() {
    this.foot.replaceChildren(...(this.blocked ? this.blockedFoot() : this.started ? [this.composer.element] : this.firstFoot()));
  }

  blockedFoot() {
    return [el("p", {}, t("blocked")), el("button", { type: "button", class: "main", onclick: () => attempt(() => this.line.unblock()) }, t("unblock"))];
  }

  firstFoot() {
    const bare = (name) => el("button", { type: "button", class: name, onclick: () => attempt(() => this.line.start("")) },
      t(name === "main" ? "start" : "start_without"));
    if (this.player.stranger) return [bare("main")];
    return [
      el("p", {}, t("start_hint")),
      el("button", { type: "button", class: "main", onclick: () => attempt(() => this.startWithCode()) }, t("start")),
      bare("link"),
    ];
  }

  async startWithCode() {
    const { code, works_from: from } = await this.newCode();
    if (from) await ask([el("b", {}, later(from))], []);
    await this.line.start(code);
  }

  newCode() {
    return post("/desk/codes", { person: this.player.person });
  }

  more(anchor) {
    const { stranger } = this.player;
    offer(anchor, [
      { label: t("change_person"), icon: "person", act: () => this.table.handOver(this) },
      stranger ? null : { label: t("new_code"), icon: "key", act: () => this.showCode() },
      { label: t("save_one"), icon: "save", act: () => this.table.save([this.player]) },
      this.started && !this.blocked ? { label: t("block"), icon: "block", act: () => attempt(() => this.line.block()) } : null,
      this.blocked ? { label: t("unblock"), icon: "block", act: () => attempt(() => this.line.unblock()) } : null,
      { label: t("put_away"), icon: "away", act: () => this.table.putAway(this) },
    ]);
  }

  async showCode() {
    const made = await attempt(() => this.newCode());
    if (!made) return;
    const { code, works_from: from } = made;
    const words = [el("b", {}, t("code_is", { name: this.player.name })), el("span", { class: "code" }, code),
      from ? el("b", {}, later(from)) : null, el("small", {}, t("code_hint"))].filter(Boolean);
    const chosen = await ask(words, this.blocked ? [] : [{ label: t("send_code"), value: "send" }]);
    if (chosen) await this.chat.say(code);
  }

  /** A tab for narrow screens. */
  tab(shown) {
    const { unread } = this.chat;
    return el("button", { type: "button", role: "tab", "aria-selected": String(shown), onclick: () => this.element.scrollIntoView({ inline: "start", block: "nearest" }) },
      el("span", { class: "face", "data-tint": tint(this.player.person) }, givenName(this.player.name).slice(0, 1)),
      givenName(this.player.name), unread ? el("span", { class: "unread" }, String(unread)) : null);
  }

  close() {
    this.watch.disconnect();
    this.element.remove();
  }
}

/** One of six tints, always the same for the same person. */
function tint(person) {
  return [...person].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
}

/** Before its holder joins, a code is as good as none. */
function later(from) {
  return t("code_later", { day: from.split("-").reverse().join("/") });
}
