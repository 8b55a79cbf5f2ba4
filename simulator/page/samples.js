// Ready photos, drawn here: each with a scene, a number and the hour, so that no two are the same bytes.

import { day, hour, t } from "./words.js";

const SKIES = [["#9fd3f5", "#e8f6ff"], ["#f7c98b", "#fff1dc"], ["#b7cde6", "#eef4fb"], ["#8fc7c2", "#e6f7f3"]];
let drawn = 0;

/** So many JPEG files of 1280 × 960. `now` is the simulator's time, written into the picture. */
export async function samples(count, now) {
  const files = [];
  for (let at = 0; at < count; at += 1) {
    drawn += 1;
    const blob = await scene(drawn, now);
    files.push(new File([blob], `${t("sample_name")}-${drawn}.jpg`, { type: "image/jpeg" }));
  }
  return files;
}

function scene(number, now) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1280, 960];
  const paper = canvas.getContext("2d");
  const chance = seeded(number * 7919 + Math.floor(now / 1000));
  sky(paper, SKIES[number % SKIES.length], chance);
  hills(paper, chance);
  [road, houses, trees, meeting][number % 4](paper, chance);
  caption(paper, number, now);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
}

function sky(paper, [high, low], chance) {
  const fade = paper.createLinearGradient(0, 0, 0, 620);
  fade.addColorStop(0, high);
  fade.addColorStop(1, low);
  paper.fillStyle = fade;
  paper.fillRect(0, 0, 1280, 960);
  paper.fillStyle = "#fff7d1";
  disc(paper, 180 + chance() * 900, 130 + chance() * 90, 62);
}

function hills(paper, chance) {
  for (const [base, colour] of [[470, "#86a98c"], [560, "#6f9a6b"], [650, "#8fb35f"]]) {
    paper.fillStyle = colour;
    paper.beginPath();
    paper.moveTo(0, 960);
    const [wide, phase] = [180 + chance() * 160, chance() * 6];
    for (let x = 0; x <= 1280; x += 16) paper.lineTo(x, base + Math.sin(x / wide + phase) * 46);
    paper.lineTo(1280, 960);
    paper.fill();
  }
}

function road(paper, chance) {
  const bend = 420 + chance() * 400;
  paper.fillStyle = "#c9c5bd";
  paper.beginPath();
  paper.moveTo(360, 960);
  paper.quadraticCurveTo(bend, 760, 630, 640);
  paper.lineTo(690, 640);
  paper.quadraticCurveTo(bend + 190, 760, 960, 960);
  paper.fill();
  for (let at = 0; at < 26; at += 1) {
    paper.fillStyle = ["#d9467a", "#f2b632", "#ffffff"][at % 3];
    disc(paper, 80 + chance() * 330, 760 + chance() * 150, 7);
    disc(paper, 900 + chance() * 330, 760 + chance() * 150, 7);
  }
}

function houses(paper, chance) {
  for (let at = 0; at < 3; at += 1) {
    const [left, top] = [130 + at * 370 + chance() * 60, 600 + chance() * 60];
    paper.fillStyle = ["#f3e3c3", "#e9d3bd", "#f5efe2"][at];
    paper.fillRect(left, top, 260, 170);
    paper.fillStyle = ["#a4432f", "#8d3a2b", "#b4553a"][at];
    paper.beginPath();
    paper.moveTo(left - 26, top);
    paper.lineTo(left + 130, top - 100);
    paper.lineTo(left + 286, top);
    paper.fill();
    paper.fillStyle = "#5d4636";
    paper.fillRect(left + 104, top + 72, 56, 98);
    paper.fillStyle = "#93b7cc";
    paper.fillRect(left + 28, top + 48, 50, 46);
    paper.fillRect(left + 186, top + 48, 50, 46);
  }
}

function trees(paper, chance) {
  for (let at = 0; at < 12; at += 1) {
    const [x, y, size] = [60 + at * 104 + chance() * 34, 690 + chance() * 150, 40 + chance() * 26];
    paper.fillStyle = "#6d4c33";
    paper.fillRect(x - 6, y, 12, 74);
    paper.fillStyle = ["#3f7d43", "#55934b", "#2f6b3f"][at % 3];
    disc(paper, x, y - 14, size);
  }
}

function meeting(paper, chance) {
  paper.fillStyle = "#7c5a3c";
  paper.fillRect(180, 770, 920, 40);
  for (let at = 0; at < 8; at += 1) {
    const x = 250 + at * 112 + chance() * 16;
    paper.fillStyle = ["#35618c", "#8c3b35", "#4b7a4d", "#e6e1d3"][at % 4];
    paper.fillRect(x - 36, 690, 72, 84);
    paper.fillStyle = "#d9a982";
    disc(paper, x, 660, 30);
    paper.fillStyle = "#2d2622";
    paper.beginPath();
    paper.arc(x, 654, 31, Math.PI, 0);
    paper.fill();
  }
}

function caption(paper, number, now) {
  paper.fillStyle = "rgb(0 0 0 / 55%)";
  paper.fillRect(0, 880, 1280, 80);
  paper.fillStyle = "#ffffff";
  paper.font = "600 38px system-ui, sans-serif";
  paper.fillText(`${t("photo")} ${number}`, 36, 932);
  paper.textAlign = "right";
  paper.fillText(`${hour(now)} ${day(now)}`, 1244, 932);
}

function disc(paper, x, y, radius) {
  paper.beginPath();
  paper.arc(x, y, radius, 0, Math.PI * 2);
  paper.fill();
}

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
