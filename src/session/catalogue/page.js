"use strict";
const form = document.querySelector("form");
const filter = document.querySelector("#filter");
const found = document.querySelector("#found");
const sounds = [...document.querySelectorAll("article")];
const sections = [...document.querySelectorAll("section")];

function show() {
  const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const sound of sounds) {
    const fits = wanted.every((word) => sound.dataset.find.includes(word));
    sound.hidden = !fits;
    count += fits ? 1 : 0;
  }
  for (const section of sections) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  found.textContent = wanted.length === 0 ? "" : count === 1 ? "1 sound" : `${count} sounds`;
}

// One sound at a time.
document.addEventListener("play", (event) => {
  for (const player of document.querySelectorAll("audio")) {
    if (player !== event.target) player.pause();
  }
}, true);

// A slash goes to the filter, Escape empties it.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== filter) {
    event.preventDefault();
    filter.focus();
  } else if (event.key === "Escape" && document.activeElement === filter) {
    filter.value = "";
    show();
  }
});
filter.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
