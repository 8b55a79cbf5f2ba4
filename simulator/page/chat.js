// The messages of one phone: drawn, changed in place, tapped, answered.

import { bubble } from "./bubble.js";
import { el } from "./dom.js";
import { attempt, ask, toast } from "./notices.js";
import { offer } from "./popover.js";
import { day, longDay, t } from "./words.js";

const NEAR_PX = 90;
const PATIENCE_MS = 15_000;
const TYPING_MS = 5500;

export class Chat {
  /** `hooks`: changed() after anything that may alter the unread mark, compose(what, message) to reply or change. */
  constructor(line, hooks) {
    this.line = line;
    this.hooks = hooks;
    this.messages = new Map();
    this.unread = 0;
    this.waiting = new Map();
    this.early = new Set();
    this.list = el("div", { class: "list", role: "log", "aria-live": "polite", tabindex: "0", "data-typing": t("typing") });
    this.below = el("button", { type: "button", class: "below", hidden: true, onclick: () => this.toEnd() });
    this.toasts = el("div", { class: "phone-toasts", role: "status" });
    this.element = el("div", { class: "chat" }, this.list, this.below, this.toasts);
    this.list.addEventListener("scroll", () => this.seen());
    this.following = true;
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.list);
  }

  /** Everything anew, as the messenger has it; `card` stands where nothing does. */
  fill(messages, card) {
    this.messages = new Map(messages.map((one) => [one.id, one]));
    this.list.replaceChildren();
    this.card = card;
    if (!messages.length) this.list.append(card);
    let drawn = null;
    for (const one of messages) {
      if (!one.album || drawn !== one.album) this.draw(one);
      drawn = one.album;
    }
    this.unread = 0;
    this.toEnd();
  }

  add(message) {
    const following = this.isAtEnd() || message.mine;
    this.messages.set(message.id, message);
    this.card?.remove();
    this.draw(message);
    if (!message.mine && !(following && this.isWatched())) this.unread += 1;
    if (following) this.toEnd();
    this.list.classList.remove("typing");
    this.hooks.changed();
    this.mark();
  }

  change(message) {
    const following = this.isAtEnd();
    this.messages.set(message.id, message);
    this.draw(message);
    if (following) this.toEnd();
  }

  forget(id) {
    const gone = this.messages.get(id);
    this.messages.delete(id);
    const rest = gone?.album ? [...this.messages.values()].find((one) => one.album === gone.album) : null;
    if (rest) this.draw(rest);
    else this.find(id)?.remove();
  }

  /** In its place if it is there already, else at the end; the parts of an album are one bubble. */
  draw(message) {
    const parts = message.album ? [...this.messages.values()].filter((one) => one.album === message.album) : [message];
    const made = bubble(parts, this);
    const old = this.find(parts[0].id) ?? (parts[1] && this.find(parts[1].id));
    if (old) {
      old.replaceWith(made);
      return;
    }
    const today = day(message.at);
    if (this.list.dataset.day !== today || !this.list.querySelector(".day")) {
      this.list.append(el("p", { class: "day" }, longDay(message.at)));
      this.list.dataset.day = today;
    }
    this.list.append(made);
  }

  find(id) {
    return this.list.querySelector(`.bubble[data-id="${id}"]`);
  }

  say(text) {
    return attempt(() => this.line.send(text));
  }

  /** The button waits until the bot has answered the tap. */
  async tap(message, button, key) {
    key.classList.add("busy");
    key.setAttribute("aria-busy", "true");
    const done = () => {
      key.classList.remove("busy");
      key.removeAttribute("aria-busy");
    };
    const taps = await attempt(() => this.line.tap(message.id, button));
    if (!taps || taps.some((tap) => this.early.delete(tap))) {
      done();
      return;
    }
    for (const tap of taps) this.waiting.set(tap, done);
    setTimeout(done, PATIENCE_MS);
  }

  answered({ query_id: tap, text, alert }) {
    const done = this.waiting.get(tap);
    if (done) done();
    else this.early.add(tap);
    this.waiting.delete(tap);
    if (text && alert) ask(text);
    else if (text) toast(text, this.toasts);
  }

  typing() {
    this.list.classList.add("typing");
    clearTimeout(this.typed);
    this.typed = setTimeout(() => this.list.classList.remove("typing"), TYPING_MS);
  }

  /** What can be done with a message. */
  choose(message, anchor) {
    offer(anchor, [
      { label: t("reply"), icon: "reply", act: () => this.hooks.compose("reply", message) },
      message.mine && message.text ? { label: t("edit"), icon: "edit", act: () => this.hooks.compose("edit", message) } : null,
    ]);
  }

  show(id) {
    const found = this.find(id);
    found?.scrollIntoView({ block: "center", behavior: "smooth" });
    found?.classList.add("shown");
    setTimeout(() => found?.classList.remove("shown"), 1600);
  }

  isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_PX;
  }

  /** Whether somebody can be looking at this phone just now. */
  isWatched() {
    return this.inView !== false && document.visibilityState === "visible";
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.seen();
  }

  seen() {
    this.following = this.isAtEnd();
    if (this.unread && this.following && this.isWatched()) {
      this.unread = 0;
      this.hooks.changed();
    }
    this.mark();
  }

  mark() {
    this.below.hidden = this.isAtEnd();
    this.below.textContent = this.unread ? `↓ ${t("new_messages", { count: this.unread })}` : "↓";
  }
}
