// What is about to be sent: photos and files, looked at before they go.

import { el, icon, iconButton } from "./dom.js";
import { t } from "./words.js";

const ALBUM = 10;
const AS_PHOTO = new Set(["image/jpeg", "image/png", "image/webp"]);

export class Tray {
  /** `changed` is called when it fills or empties. */
  constructor(changed) {
    this.changed = changed;
    this.files = [];
    this.list = el("div", { class: "tray-list" });
    this.asFile = el("input", { type: "checkbox" });
    this.element = el("div", { class: "tray", hidden: true }, this.list, el("label", { class: "check" }, this.asFile, t("as_file")));
  }

  add(files, asFile = false) {
    for (const file of files) {
      const item = { file, url: AS_PHOTO.has(file.type) ? URL.createObjectURL(file) : "" };
      this.files.push(item);
      this.list.append(this.item(item));
    }
    if (asFile) this.asFile.checked = true;
    this.update();
  }

  item(item) {
    const { name } = item.file;
    const away = () => {
      this.files = this.files.filter((one) => one !== item);
      URL.revokeObjectURL(item.url);
      shown.remove();
      this.update();
    };
    const look = item.url ? el("img", { src: item.url, alt: name }) : el("span", { class: "paper" }, icon("file"), name);
    const shown = el("div", { class: "tray-item" }, look, iconButton("close", t("take_away", { name }), away));
    return shown;
  }

  update() {
    this.element.hidden = !this.files.length;
    this.changed();
  }

  /** Photos together and files together, ten at most, as messengers bundle them; afterwards it is empty. */
  take() {
    const photos = this.asFile.checked ? [] : this.files.filter((one) => one.url);
    const files = this.files.filter((one) => !photos.includes(one));
    const bundles = [...tens(photos, false), ...tens(files, true)];
    for (const { url } of this.files) URL.revokeObjectURL(url);
    this.files = [];
    this.asFile.checked = false;
    this.list.replaceChildren();
    this.update();
    return bundles;
  }

  get isEmpty() {
    return !this.files.length;
  }
}

function tens(items, asFile) {
  const bundles = [];
  for (let from = 0; from < items.length; from += ALBUM) {
    bundles.push({ files: items.slice(from, from + ALBUM).map((one) => one.file), asFile });
  }
  return bundles;
}
