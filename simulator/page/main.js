// The table with the phones on it.

import { download, get } from "./api.js";
import { now, readClock, readyClock } from "./clock.js";
import { byId } from "./dom.js";
import { attempt, toast } from "./notices.js";
import { Phone } from "./phone.js";
import { choosePlayer, readyPicker } from "./picker.js";
import { readyStage, refreshSoon } from "./stage.js";
import { listen, TelegramLine } from "./telegram.js";
import { readyViewer } from "./viewer.js";
import { givenName, setWords, t } from "./words.js";

/** The messengers that a phone can be on, by channel. */
const CHANNELS = { [TelegramLine.channel]: TelegramLine };
const KEPT = "neuguong.phones";

const phones = [];
let players = [];

const table = {
  now,
  changed: () => showTabs(),
  handOver,
  putAway,
  save,
};

function lay(player, channel = TelegramLine.channel, place = phones.length) {
  const phone = new Phone(player, new CHANNELS[channel](player), table);
  byId("phones").insertBefore(phone.element, phones[place]?.element ?? byId("none"));
  phones.splice(place, 0, phone);
  attempt(() => phone.load());
  return phone;
}

function arranged() {
  byId("none").hidden = phones.length > 0;
  const kept = phones.map((one) => ({ person: one.player.person, channel: one.line.constructor.channel }));
  localStorage.setItem(KEPT, JSON.stringify(kept));
  showTabs();
}

async function add() {
  const player = await choosePlayer(phones.map((one) => one.player.person));
  if (!player) return;
  const phone = lay(player);
  arranged();
  phone.element.scrollIntoView({ inline: "start", block: "nearest", behavior: "smooth" });
}

async function handOver(phone) {
  const player = await choosePlayer(phones.map((one) => one.player.person));
  if (!player) return;
  const place = phones.indexOf(phone);
  remove(phone);
  lay(player, phone.line.constructor.channel, place);
  arranged();
}

function putAway(phone) {
  remove(phone);
  arranged();
}

function remove(phone) {
  phones.splice(phones.indexOf(phone), 1);
  phone.close();
}

async function save(people) {
  if (!people.length) return;
  const title = t("script_title", { people: people.map((one) => givenName(one.name)).join(", ") });
  const stamp = new Date(now()).toISOString().slice(0, 16).replace(/\D/g, "");
  const name = `neuguong-${people.map((one) => one.person).join("-")}-${stamp}.json`;
  const asked = { title, people: people.map((one) => one.person) };
  if ((await attempt(() => download("/desk/script", asked, name).then(() => true)))) toast(t("saved"));
}

/** On a narrow screen the phone that is furthest in view is the one whose tab is lit. */
function showTabs() {
  const middle = innerWidth / 2;
  const shown = phones.find((one) => {
    const at = one.element.getBoundingClientRect();
    return at.left <= middle && at.right >= middle;
  }) ?? phones[0];
  const focused = document.activeElement?.closest("#tabs") ? [...byId("tabs").children].indexOf(document.activeElement) : -1;
  byId("tabs").replaceChildren(...phones.map((one) => one.tab(one === shown)));
  if (focused >= 0) byId("tabs").children[focused]?.focus();
  byId("tabs").querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const unread = phones.reduce((sum, one) => sum + one.chat.unread, 0);
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = unread ? `(${unread}) ${title}` : title;
}

function heard(event) {
  for (const phone of phones) {
    if (phone.line.user === event.user) phone.heard(event);
  }
  refreshSoon();
}

async function again() {
  byId("lost").hidden = true;
  await attempt(readClock);
  await Promise.all(phones.map((phone) => attempt(() => phone.load())));
  refreshSoon();
}

function first(told) {
  const fresh = told.first.map((person) => ({ person, channel: TelegramLine.channel }));
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return fresh;
  }
  return Array.isArray(kept) ? kept : fresh;
}

async function open() {
  const [words, told] = await Promise.all([get("/desk/words"), get("/desk/people")]);
  setWords(words);
  players = told.players;
  readyPicker(players);
  readyViewer();
  readyStage(players);
  readyClock(refreshSoon);
  await readClock();
  listen(heard, again, () => {
    byId("lost").hidden = false;
  });
  for (const { person, channel } of first(told)) {
    const player = players.find((one) => one.person === person);
    if (player && channel in CHANNELS) lay(player, channel);
  }
  arranged();
  byId("add-phone").addEventListener("click", add);
  byId("save").addEventListener("click", () => save(phones.map((one) => one.player)));
  byId("phones").addEventListener("scroll", () => requestAnimationFrame(showTabs));
  document.addEventListener("visibilitychange", () => phones.forEach((one) => one.chat.seen()));
  document.body.dataset.ready = "";
}

open();
