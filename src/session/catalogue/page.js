"use strict";
const form = document.querySelector("form");
const [filter, category, kind] = ["filter", "category", "kind"].map((id) => document.getElementById(id));
const found = document.querySelector("#found");
const list = document.querySelector(".sounds");
const sounds = [...list.querySelectorAll("article")];
const own = [...document.querySelectorAll("#own li")];
// The sounds of each word, by their places, with their points; and words that say nothing.
const { finds, empty } = JSON.parse(document.querySelector("#words").textContent);
const MORE_OWN = 200;
const WEAK = 0.04;

// What is common to the forms of a word; the same as in the program.
function stem(word) {
  let cut = word;
  for (const ending of ["ings", "ing", "ed", "es", "s"]) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    const whole = (/^e?s$/.test(ending) && rest.endsWith("s") && !word.endsWith("sses")) || (ending === "ed" && rest.endsWith("e"));
    if (!whole && rest.length >= 3 && /[aeiouy]/.test(rest)) { cut = rest; break; }
  }
  if (cut.length > 3 && /([^aeiou])\1$/.test(cut)) cut = cut.slice(0, -1);
  if (cut.length > 3 && cut.endsWith("e")) return cut.slice(0, -1);
  return cut.length > 2 && /[^aeiou]y$/.test(cut) ? `${cut.slice(0, -1)}i` : cut;
}

function terms() {
  const all = filter.value.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const telling = all.filter((word) => !empty.includes(word));
  return telling.length === 0 ? all : telling;
}

// The points of each sound for one word. A word that is not finished finds those that begin with it.
function hits(term) {
  const points = new Map();
  const add = (rows, share) => {
    for (const [place, own] of rows) points.set(place, Math.max(points.get(place) ?? 0, share * own));
  };
  add(finds[stem(term)] ?? [], 1);
  if (points.size === 0 && term.length > 1) {
    for (const word of Object.keys(finds)) if (word.startsWith(term)) add(finds[word], 0.5);
  }
  if (points.size === 0) {
    sounds.forEach((sound, place) => sound.dataset.find.includes(term) && points.set(place, 1));
  }
  return points;
}

// The sounds that fit the words, the best first; all of them without words.
function ranked(words) {
  if (words.length === 0) return sounds.map((_, place) => place);
  const totals = new Map();
  for (const points of words.map(hits)) {
    const rare = 1 / (1 + 0.1 * points.size);
    for (const [place, own] of points) {
      const [total, count] = totals.get(place) ?? [0, 0];
      totals.set(place, [total + rare * own, count + 1]);
    }
  }
  const scores = [...totals].map(([place, [total, count]]) => [place, total * (count / words.length) ** 3]);
  scores.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return scores.filter(([, points]) => points >= WEAK * scores[0][1]).map(([place]) => place);
}

function counted(count, one, more) {
  return count === 1 ? `1 ${one}` : `${count} ${more}`;
}

function showOwn(words) {
  const wanted = words.map(stem);
  let count = 0;
  for (const file of own) {
    const fits = wanted.every((word) => file.dataset.find.includes(word));
    file.hidden = !fits || ++count > MORE_OWN;
  }
  return count;
}

function show() {
  const words = terms();
  const fits = (sound) => (!category.value || sound.dataset.category === category.value)
    && (!kind.value || sound.dataset.kind === kind.value);
  const shown = ranked(words).map((place) => sounds[place]).filter(fits);
  for (const sound of sounds) sound.hidden = true;
  for (const sound of shown) sound.hidden = false;
  list.append(...shown);
  const files = own.length === 0 ? "" : `, ${counted(showOwn(words), "file of yours", "files of yours")}`;
  const all = words.length === 0 && !category.value && !kind.value;
  found.textContent = all ? "" : shown.length === 0 && !files
    ? "No sound fits. Try another word for it."
    : `${counted(shown.length, "sound", "sounds")}${files}`;
}

function pauseOthers(player) {
  for (const other of document.querySelectorAll("audio")) if (other !== player) other.pause();
}

// Moves to the next or the previous sound that is shown.
function step(by) {
  const shown = [...list.querySelectorAll("article:not([hidden])")];
  const here = shown.indexOf(document.activeElement.closest("article"));
  const next = shown[Math.min(shown.length - 1, Math.max(0, here < 0 ? 0 : here + by))];
  next?.querySelector("h3 a").focus();
  next?.scrollIntoView({ block: "nearest" });
}

function play() {
  const player = document.activeElement.closest("article, li")?.querySelector("audio");
  if (!player) return;
  if (player.paused) player.play(); else player.pause();
}

const KEYS = { "/": () => filter.focus(), j: () => step(1), k: () => step(-1), p: play };

document.addEventListener("play", (event) => pauseOthers(event.target), true);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    filter.value = category.value = kind.value = "";
    show();
  } else if (event.key === "Enter" && event.target === filter) {
    step(0);
  } else if (KEYS[event.key] && !event.target.matches("input, select, audio")) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
for (const control of [filter, category, kind]) control.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
