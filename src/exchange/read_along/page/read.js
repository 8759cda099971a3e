"use strict";
/** The page: sound, keys, and what the reader sees of them. */
(() => {
  const by = (id) => document.getElementById(id);
  const data = JSON.parse(by("times").textContent);
  const text = by("text");
  const spans = [...text.querySelectorAll(".s")];
  const times = new Times(data);
  const marks = new Marks(times, spans);
  const search = new Search(text);
  const audio = new Audio();
  const length = data.length / 1000;
  const state = { time: 0, rate: 1, volume: 1, theme: "system", follow: true, cast: false };
  let begun = false;
  /** Whether the text follows the words, until the reader scrolls away. */
  let following = true;
  /** Until when a movement of the text is that of the page. */
  let moving = 0;

  const store = "cuebook " + data.id;
  try {
    Object.assign(state, JSON.parse(localStorage.getItem(store)));
  } catch {
    // The page works without a memory.
  }
  function keep() {
    state.time = audio.currentTime || state.time;
    try {
      localStorage.setItem(store, JSON.stringify(state));
    } catch {
      // As above.
    }
  }

  const clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours || length >= 3600 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  };
  const say = (words) => {
    by("live").textContent = words;
  };
  const shownRate = () => `${Math.round(state.rate * 10) / 10}×`;

  // --- sound ---

  /** Reads the sound that is in the page. */
  async function embedded() {
    const parts = [];
    for (const script of document.querySelectorAll("script.audio")) {
      parts.push(bytes(script.textContent));
      script.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
    return URL.createObjectURL(new Blob(parts, { type: data.audio.type }));
  }
  function bytes(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64);
    const out = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) out[index] = text.charCodeAt(index);
    return out;
  }

  function trouble(words) {
    by("trouble").textContent = words;
    by("trouble").hidden = false;
  }

  async function load() {
    audio.preload = "auto";
    audio.preservesPitch = true;
    audio.addEventListener("error", () => trouble("This browser cannot play the sound of the show. The text is whole."));
    audio.src = data.audio.file ? encodeURIComponent(data.audio.file) : await embedded();
    const known = new Promise((resolve) => audio.addEventListener("loadedmetadata", resolve, { once: true }));
    const resumed = state.time > 1 && state.time < length - 1;
    const place = known.then(() => {
      if (resumed && !begun) audio.currentTime = state.time;
    });
    // Some browsers read a sound only when it is played.
    await Promise.race([place, new Promise((resolve) => setTimeout(resolve, 3000))]);
    audio.volume = state.volume;
    setRate(state.rate);
    document.body.classList.add("ready");
    by("begin").disabled = by("play").disabled = false;
    by("begin").textContent = resumed ? `Go on at ${clock(state.time)}` : "Listen";
    show();
  }

  function play() {
    if (!begun && audio.readyState === 0 && state.time > 1 && state.time < length - 1) audio.currentTime = state.time;
    begun = true;
    following = state.follow;
    audio.play().catch(() => {});
  }
  const toggle = () => (audio.paused ? play() : audio.pause());

  /** Goes to a time, in seconds. */
  function seek(seconds) {
    audio.currentTime = Math.min(Math.max(0, seconds), Math.max(0, length - 0.05));
    following = state.follow;
    show();
    reveal(true);
  }
  function seekWord(word) {
    // A little later than the start, so that the word is the one that sounds.
    seek((times.start[word] + 1) / 1000);
    if (!begun) play();
  }
  function step(direction) {
    const to = times.beside(audio.currentTime * 1000, direction);
    seek(to === null ? length : (to + 1) / 1000);
  }
  function setRate(rate) {
    state.rate = Math.min(3, Math.max(0.5, Math.round(rate * 10) / 10));
    audio.defaultPlaybackRate = audio.playbackRate = state.rate;
    by("rate").value = state.rate;
    by("rate-value").textContent = by("speed").textContent = shownRate();
    by("speed").setAttribute("aria-label", `Speed ${state.rate}`);
  }

  // --- the view ---

  let chapter = -1;
  /** Shows the place of the sound. */
  function show() {
    const time = audio.currentTime;
    if (marks.show(time * 1000)) reveal(false);
    const whole = Math.floor(time);
    if (by("place").dataset.at !== String(whole)) {
      by("place").dataset.at = whole;
      by("place").value = time;
      by("place").setAttribute("aria-valuetext", `${clock(time)} of ${clock(length)}`);
      by("time").textContent = `${clock(time)} / ${clock(length)}`;
    }
    let own = data.chapters.length - 1;
    while (own > 0 && data.chapters[own][1] > time * 1000 + 1) own--;
    if (own === chapter) return;
    chapter = own;
    by("chapter").textContent = data.chapters[own][0];
    const list = by("chapter-list").children;
    for (let index = 0; index < list.length; index++) {
      if (index === own) list[index].firstChild.setAttribute("aria-current", "true");
      else list[index].firstChild.removeAttribute("aria-current");
    }
    session();
  }
  function frame() {
    show();
    if (!audio.paused) requestAnimationFrame(frame);
  }

  /** The part of the window in which the text is read. */
  function room() {
    return [by("name").parentElement.offsetHeight + 12, innerHeight - by("player").offsetHeight - 12];
  }
  function isSeen() {
    const ink = marks.ink.word[0] || marks.ink.line[0];
    if (!ink) return true;
    const { top, bottom } = ink.getBoundingClientRect();
    const [from, to] = room();
    return bottom > from && top < to;
  }
  /** Moves the text to the words. */
  function reveal(always) {
    const ink = marks.ink.line[0];
    if (!ink || !following || document.querySelector("dialog[open]")) return;
    if (!begun && !always) return;
    const { top } = ink.getBoundingClientRect();
    const { bottom } = marks.ink.line[marks.ink.line.length - 1].getBoundingClientRect();
    const [from, to] = room();
    const height = to - from;
    if (!always && top > from + height * 0.08 && bottom < to - height * 0.2) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(top - from) > 2 * innerHeight;
    moving = performance.now() + (still ? 120 : 900);
    scrollBy({ top: top - from - height * 0.28, behavior: still ? "instant" : "smooth" });
    by("return").hidden = true;
  }
  function scrolled() {
    if (performance.now() < moving) return;
    following = state.follow && isSeen();
    by("return").hidden = !begun || isSeen();
  }

  const DARK = [];
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule.media && rule.media.mediaText.includes("prefers-color-scheme: dark")) DARK.push([rule, rule.media.mediaText]);
    }
  }
  function setTheme(theme) {
    state.theme = theme;
    for (const [rule, own] of DARK) {
      rule.media.mediaText = theme === "system" ? own : theme === "dark" ? "all" : "not all";
    }
    document.documentElement.style.colorScheme = theme === "system" ? "" : theme;
    for (const button of document.querySelectorAll("[data-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
    }
  }
  function setCast(on) {
    state.cast = on;
    document.body.classList.toggle("cast", on);
    by("cast").checked = on;
    by("voices").hidden = !on;
    marks.redraw();
  }

  function session() {
    const own = navigator.mediaSession;
    if (!own || !window.MediaMetadata) return;
    const cover = document.querySelector(".front img");
    own.metadata = new MediaMetadata({
      title: data.chapters[Math.max(0, chapter)][0] || data.title,
      artist: data.author || "",
      album: data.title,
      artwork: cover ? [{ src: cover.src }] : [],
    });
  }
  function position() {
    const own = navigator.mediaSession;
    if (!own || !own.setPositionState || !(audio.duration > 0)) return;
    own.setPositionState({ duration: audio.duration, playbackRate: audio.playbackRate, position: Math.min(audio.currentTime, audio.duration) });
  }
  function toChapter(by) {
    const to = Math.min(data.chapters.length - 1, Math.max(0, chapter + by));
    seek(data.chapters[to][1] / 1000 + 0.002);
  }

  // --- hands ---

  /** The place in the text at a point of the window. */
  function pointed(x, y) {
    if (document.caretPositionFromPoint) {
      const at = document.caretPositionFromPoint(x, y);
      return at && [at.offsetNode, at.offset];
    }
    const range = document.caretRangeFromPoint && document.caretRangeFromPoint(x, y);
    return range && [range.startContainer, range.startOffset];
  }
  /** Goes to the word at a place in the text; false if nobody reads it. */
  function go(node, offset) {
    const span = (node.nodeType === 1 ? node : node.parentElement).closest(".s");
    const mark = span ? spans.indexOf(span) : -1;
    const word = mark < 0 ? -1 : times.wordAt(mark, characterAt(span, node, offset));
    if (word < 0) return false;
    seekWord(word);
    return true;
  }
  text.addEventListener("click", (event) => {
    if (!document.body.classList.contains("ready") || event.target.closest("a")) return;
    if (!event.target.closest(".s") || !getSelection().isCollapsed) return;
    const at = pointed(event.clientX, event.clientY);
    if (at) go(...at);
  });

  function open(id) {
    by(id).showModal();
    if (id === "search") by("query").select();
    const current = by(id).querySelector("[aria-current]");
    if (current) current.focus();
  }
  for (const id of ["chapters", "search", "settings"]) {
    by("show-" + id).addEventListener("click", () => open(id));
    by(id).addEventListener("click", (event) => {
      if (event.target === by(id) || event.target.closest("[data-close]")) by(id).close();
    });
  }

  for (const [title, start] of data.chapters) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const when = document.createElement("small");
    when.textContent = clock(start / 1000);
    button.append(title || data.title, when);
    button.addEventListener("click", () => {
      by("chapters").close();
      seek(start / 1000 + 0.002);
    });
    item.append(button);
    by("chapter-list").append(item);
  }

  const MOST = 100;
  let waiting = 0;
  by("query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  function find() {
    const { hits, count } = search.find(by("query").value, MOST);
    const places = count === 1 ? "1 place" : `${count} places`;
    by("found").textContent = !by("query").value.trim() ? "" : count > MOST ? `${places}; the first ${MOST} are shown` : places;
    by("hits").replaceChildren(...hits.map(hit));
  }
  function hit(own) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const [before, found, after] = search.around(own);
    const mark = document.createElement("mark");
    mark.textContent = found;
    button.append(before, mark, after);
    button.addEventListener("click", () => {
      by("search").close();
      const [node, offset] = search.node(own.at);
      if (go(node, offset)) return;
      following = false;
      node.parentElement.scrollIntoView({ block: "center" });
    });
    item.append(button);
    return item;
  }
  by("query").addEventListener("keydown", (event) => {
    const first = by("hits").querySelector("button");
    if (event.key === "Enter" && first) {
      clearTimeout(waiting);
      find();
      by("hits").querySelector("button")?.click();
    }
  });

  const hues = data.roles.map((_, role) => `${Math.round(28 + role * 137.508) % 360}deg`);
  for (const span of spans) {
    if (span.dataset.by) span.style.setProperty("--hue", hues[span.dataset.by]);
  }
  const heard = new Set(spans.map((span) => span.dataset.by).filter(Boolean));
  data.roles.forEach((name, role) => {
    if (!heard.has(String(role))) return;
    const item = document.createElement("li");
    item.textContent = name;
    item.style.setProperty("--hue", hues[role]);
    by("voices").append(item);
  });

  by("begin").addEventListener("click", () => {
    toggle();
    reveal(true);
  });
  by("play").addEventListener("click", toggle);
  by("back").addEventListener("click", () => step(-1));
  by("on").addEventListener("click", () => step(1));
  by("speed").addEventListener("click", () => {
    setRate(state.rate >= 2 ? 0.8 : state.rate + 0.2);
    keep();
  });
  by("place").max = length;
  by("place").addEventListener("input", () => seek(Number(by("place").value)));
  by("rate").addEventListener("input", () => setRate(Number(by("rate").value)));
  by("volume").value = state.volume;
  by("volume").addEventListener("input", () => (state.volume = audio.volume = Number(by("volume").value)));
  by("follow").checked = state.follow;
  by("follow").addEventListener("change", () => (following = state.follow = by("follow").checked));
  by("cast").addEventListener("change", () => setCast(by("cast").checked));
  for (const button of document.querySelectorAll("[data-theme]")) {
    button.addEventListener("click", () => setTheme(button.dataset.theme));
  }
  by("return").addEventListener("click", () => {
    following = true;
    reveal(true);
  });

  const KEYS = {
    " ": toggle,
    ArrowLeft: (event) => (event.shiftKey ? seek(audio.currentTime - 10) : step(-1)),
    ArrowRight: (event) => (event.shiftKey ? seek(audio.currentTime + 10) : step(1)),
    Home: () => seek(0),
    End: () => seek(length),
    "[": () => faster(-0.1),
    "]": () => faster(0.1),
    "/": () => open("search"),
    c: () => open("chapters"),
    w: () => setCast(!state.cast),
  };
  function faster(by) {
    setRate(state.rate + by);
    say(`Speed ${state.rate}`);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const field = event.target.closest("input, select, textarea, [contenteditable]");
    const pressed = event.target.closest("button, a");
    const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!key || field || (pressed && event.key === " ") || !document.body.classList.contains("ready")) return;
    event.preventDefault();
    key(event);
  });

  audio.addEventListener("play", () => {
    by("play").setAttribute("aria-label", "Pause");
    by("begin").textContent = "Pause";
    requestAnimationFrame(frame);
  });
  audio.addEventListener("pause", () => {
    by("play").setAttribute("aria-label", "Play");
    by("begin").textContent = "Go on";
    keep();
    show();
  });
  for (const name of ["seeked", "ratechange", "play"]) audio.addEventListener(name, position);
  audio.addEventListener("seeked", show);
  audio.addEventListener("timeupdate", show);
  setInterval(() => !audio.paused && keep(), 5000);
  addEventListener("pagehide", keep);
  addEventListener("scroll", scrolled, { passive: true });
  for (const name of ["wheel", "touchmove"]) addEventListener(name, () => (moving = 0), { passive: true });
  let resized = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(resized);
    resized = requestAnimationFrame(() => marks.redraw());
  });
  const own = navigator.mediaSession;
  const handlers = {
    play, pause: () => audio.pause(),
    seekbackward: () => seek(audio.currentTime - 10), seekforward: () => seek(audio.currentTime + 10),
    previoustrack: () => toChapter(-1), nexttrack: () => toChapter(1),
    seekto: ({ seekTime }) => seek(seekTime),
  };
  for (const [name, act] of Object.entries(handlers)) {
    try {
      own.setActionHandler(name, act);
    } catch {
      // This browser does not have it.
    }
  }
  setTheme(state.theme);
  setCast(state.cast);
  by("time").textContent = `0:00 / ${clock(length)}`;
  /** For tests and other programs. */
  window.readalong = { audio, times, marks, seek, search };
  load().catch((error) => trouble("The sound of the show cannot be read: " + error.message));
})();
