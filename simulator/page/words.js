// Every word comes from the server, which takes it from locales/.

let words = {};

export function setWords(table) {
  words = table;
}

/** The words of a key, with its {names} filled. */
export function t(key, args = {}) {
  const found = words[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (blank, name) => (name in args ? String(args[name]) : blank));
}

const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };
const HOUR = new Intl.DateTimeFormat("vi-VN", { ...ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("vi-VN", { ...ZONE, day: "2-digit", month: "2-digit", year: "numeric" });
const WEEKDAY = new Intl.DateTimeFormat("vi-VN", { ...ZONE, weekday: "long" });

/** Instants are Date objects or milliseconds; what is shown is Vietnam's time, whatever this computer's zone. */
export const hour = (instant) => HOUR.format(instant);
export const day = (instant) => DAY.format(instant);
export const longDay = (instant) => `${WEEKDAY.format(instant)}, ${DAY.format(instant)}`;

/** "20/3/2026" and "7:30", as people write them, in ISO 8601 without a zone. */
export function isoFrom(date, time) {
  const [dayOf, month, year] = date.trim().split("/").map((part) => part.padStart(2, "0"));
  const [hours, minutes] = time.trim().split(/[:.h]/).map((part) => part.padStart(2, "0"));
  return `${year}-${month}-${dayOf}T${hours}:${minutes}`;
}

/** Without marks and case, for finding a name however it is typed. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** The given name stands last: "Nguyễn Văn Hùng" is "Hùng". */
export const givenName = (name) => name.split(" ").at(-1);
