"use strict";
const form = document.querySelector("form");
const [filter, category, kind] = ["filter", "category", "kind"].map((id) => document.getElementById(id));
const found = document.querySelector("#found");
const list = document.querySelector(".sounds");
const sounds = [...list.querySelectorAll("article")];
const own = [...document.querySelectorAll("#own li")];
// The table of the program's search: words, phrases, spellings, and the limits.
const { finds, phrases, spellings, empty, shares, close, spelled } = JSON.parse(document.querySelector("#words").textContent);
const MORE_OWN = 200;
const [ABOUT, SPELLING] = [3, 6];

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
  const all = filter.value.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean).map((word) => word.replace(/'s$/, ""));
  const telling = all.filter((word) => !empty.includes(word));
  return telling.length === 0 ? all : telling;
}

// A word as it sounds, as in the program: `ph` is `f`, `c` is `k` or `s`, and no letter is double.
function heard(word) {
  const pairs = [["ph", "f"], ["ck", "k"], ["sci", "si"], ["sce", "se"], ["wh", "w"], ["kn", "n"], ["wr", "r"], ["qu", "kw"], ["gh", "g"]];
  const text = pairs.reduce((text, [letters, instead]) => text.replaceAll(letters, instead), word);
  return text.replace(/c(?=[eiy])/g, "s").replaceAll("c", "k").replaceAll("z", "s").replaceAll("y", "i").replace(/(.)\1+/g, "$1");
}

// The letters to add, remove, exchange or swap between two words.
function edits(one, other) {
  const rows = [[...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + 1);
      rows[i].push(least);
    }
  }
  return rows[one.length][other.length];
}

// The word that a misspelt one means, as in the program.
function respelled(word) {
  if (word.length < 4 || word.length > 24) return undefined;
  const own = heard(word);
  const most = word.length <= 5 ? 2 : word.length <= 8 ? 4 : 6;
  let [best, least, apart] = [undefined, most + 1, Infinity];
  for (const other of spellings) {
    if (other.length < 4) continue;
    const like = heard(other);
    if (like[0] !== own[0] || Math.abs(like.length - own.length) > 3) continue;
    const letters = edits(word, other);
    const apartBySound = edits(own, like);
    const exchanged = word.length === other.length && letters === 1 && apartBySound > 0 && [...word].sort().join() !== [...other].sort().join();
    const distance = Math.max(1, Math.min(apartBySound + letters, 2 * letters)) + (exchanged ? 1 : 0);
    const far = Math.abs(other.length - word.length);
    if (distance < least || (distance === least && far < apart)) [best, least, apart] = [other, distance, far];
  }
  return best;
}

const isOwn = (word) => word.length >= 3 && (finds[stem(word)] ?? []).some(([, , by]) => by < ABOUT);

// The two words of which one is composed: `car` and `horn` of `carhorn`; else a word at its end.
function parts(word) {
  const places = [...Array(word.length).keys()].slice(1);
  const cut = places.find((at) => isOwn(word.slice(0, at)) && isOwn(word.slice(at)));
  if (cut) return [word.slice(0, cut), word.slice(cut)];
  const end = places.find((at) => word.length - at > 3 && isOwn(word.slice(at)));
  return end ? [word.slice(end), word.slice(end)] : undefined;
}

// The points of each sound for one word. A word that is not finished finds those that begin with it.
function hits(term) {
  const found = { points: new Map(), taken: undefined };
  const add = (rows, share, way) => {
    for (const [place, own, by] of rows) {
      const [points, known] = found.points.get(place) ?? [0, SPELLING];
      found.points.set(place, [Math.max(points, share * own), Math.min(known, way ?? by)]);
    }
  };
  const direct = (word) => finds[stem(word)] ?? [];
  add(direct(term), 1);
  if (found.points.size > 0) return found;
  if (term.length > 1) {
    for (const word of Object.keys(finds)) if (word.startsWith(term)) add(finds[word], 0.5);
  }
  if (found.points.size > 0) return found;
  const composed = parts(term);
  if (composed) {
    add(direct(composed[1]), 0.5);
    add(direct(composed[0]), 0.25);
    return found;
  }
  found.taken = respelled(term);
  if (found.taken) add(direct(found.taken), spelled, SPELLING);
  return found;
}

// The sounds that fit the words, the best first; all of them without words. `taken` has the misspelt words.
function ranked(words) {
  if (words.length === 0) return { places: sounds.map((_, place) => place), taken: [], near: true };
  const totals = new Map();
  const taken = [];
  const score = (place) => {
    if (!totals.has(place)) totals.set(place, { points: 0, words: 0, by: SPELLING });
    return totals.get(place);
  };
  for (const word of words) {
    const found = hits(word);
    if (found.taken) taken.push([word, found.taken]);
    const sure = [...found.points.values()].filter(([, by]) => by < ABOUT).length;
    for (const [place, [own, by]] of found.points) {
      const total = score(place);
      total.points += own / (1 + 0.1 * sure);
      total.words += 1;
      total.by = Math.min(total.by, by);
    }
  }
  const stems = words.map(stem);
  for (const [own, place, share, isName] of phrases) {
    if (!own.every((part) => stems.includes(part))) continue;
    const [all, total] = [own.length === stems.length, score(place)];
    total.points += share * (all ? 700 : 250);
    total.words = Math.max(total.words, own.length);
    total.by = Math.min(total.by, 1);
    if (isName && all && own.every((part, at) => part === stems[at])) [total.by, total.points] = [0, total.points + 700];
  }
  const scores = [...totals].map(([place, { points, words: own, by }]) => [place, points * (own / words.length) ** 3, by]);
  scores.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const best = scores[0] ?? [0, 0, SPELLING];
  const shown = scores.filter(([, points, by]) => points >= shares[by] * best[1]);
  return { places: shown.map(([place]) => place), taken, near: best[2] <= ABOUT || best[1] >= close };
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
  const { places, taken, near } = ranked(words);
  const shown = places.map((place) => sounds[place]).filter(fits);
  for (const sound of sounds) sound.hidden = true;
  for (const sound of shown) sound.hidden = false;
  list.append(...shown);
  const files = own.length === 0 ? "" : `, ${counted(showOwn(words), "file of yours", "files of yours")}`;
  const all = words.length === 0 && !category.value && !kind.value;
  found.textContent = all ? "" : shown.length === 0 && !files
    ? "No sound fits. Try another word for it."
    : `${near || taken.length > 0 ? "" : "Nothing is close to it; the nearest: "}${counted(shown.length, "sound", "sounds")}${files}${taken.map(([word, other]) => `, “${other}” for “${word}”`).join("")}`;
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
