// Plays texts to read along in a headless Chromium and compares the marked words with a timeline.
//
//     node read.mjs TIMELINE.json PAGE.html [FOLDER-OF-EPUB] [--hands] [--pictures FOLDER]
//
// TIMELINE.json is that of `cuebook timeline --format json`. Prints the figures as JSON. `--hands`
// uses the page as a person does; `--pictures` takes pictures of it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";

// Runs in the page: finds the words of the timeline in the text, in order.
function prepare(words) {
  const root = document.getElementById("text") || document.body;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const starts = new Map();
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    starts.set(node, text.length);
    text += node.data;
  }
  let at = 0;
  // A title may have the same word: the right one is soon followed by the next.
  const isFollowed = (found, index) => {
    const [end, next] = [found + words[index].text.length, words[index + 1]];
    const follows = next && text.indexOf(next.text, end);
    return !next || (follows >= 0 && follows < end + 8);
  };
  const places = words.map((word, index) => {
    const first = text.indexOf(word.text, at);
    let found = first;
    while (found >= 0 && !isFollowed(found, index)) found = text.indexOf(word.text, found + 1);
    if (found < 0 || found > first + 200) found = first;
    if (found < 0) throw new Error(`“${word.text}” is not in the text after ${text.slice(at - 30, at + 30)}`);
    at = found + word.text.length;
    return { ...word, from: found, to: at };
  });
  self.wordAt = (x, y) => {
    const range = document.caretRangeFromPoint(x, y);
    if (!range || !starts.has(range.startContainer)) return null;
    const place = starts.get(range.startContainer) + range.startOffset;
    return places.findIndex(({ from, to }) => from <= place && place < to);
  };
  self.placeOf = (node, offset) => starts.get(node) + offset;
  self.places = places;
  return places.length;
}

// Runs in the page: plays from a time and judges the mark in every frame. `marked` returns the
// indices of the marked words, or null if they cannot be seen.
async function watch([from, seconds, rate]) {
  const audio = self.audio || readalong.audio;
  self.readalong ? readalong.seek(from) : (audio.currentTime = from);
  audio.playbackRate = rate;
  await audio.play();
  const NEAR = 0.05;
  const out = { frames: 0, seen: 0, wrong: [], late: 0, longest: 0 };
  let last = performance.now();
  const end = Math.min(from + seconds, audio.duration - 0.1);
  while (audio.currentTime < end && performance.now() - last < 5000) {
    const now = await new Promise(requestAnimationFrame);
    out.longest = Math.max(out.longest, now - last);
    last = now;
    const time = audio.currentTime;
    const marked = self.marked();
    out.frames++;
    if (!marked) continue;
    out.seen++;
    const may = (word) => word.start - NEAR <= time && time <= word.end + NEAR;
    const must = places.findIndex((word) => word.start + NEAR < time && time < word.end - NEAR);
    const fits = marked.every((index) => index >= 0 && may(places[index]));
    if (!fits || (must >= 0 && !marked.includes(must) && !places.some((word, index) => marked.includes(index) && word.start < time && time < word.end))) {
      if (out.wrong.length < 5) out.wrong.push([time, marked.map((index) => places[index]?.text), places[must]?.text]);
      else out.late++;
    }
  }
  audio.pause();
  audio.playbackRate = 1;
  return out;
}

// Runs in the page: the marked words of a page of HTML, by their looks.
function markedOnPage() {
  self.marked = () => {
    const found = [];
    for (const ink of document.querySelectorAll(".ink.word")) {
      const { left, right, top, bottom } = ink.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      if (y < 70 || y > innerHeight - 130) return null;
      found.push(wordAt(x, y));
    }
    return [...new Set(found)];
  };
}

// Runs in a chapter of a book: plays its overlay as a reader does.
async function overlay([source, clips]) {
  self.audio = new Audio(source);
  await new Promise((resolve, reject) => {
    audio.addEventListener("loadedmetadata", resolve, { once: true });
    audio.addEventListener("error", () => reject(new Error("no sound")), { once: true });
  });
  const walker = (element, isEnd) => {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const all = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) all.push(node);
    const node = isEnd ? all[all.length - 1] : all[0];
    return placeOf(node, isEnd ? node.length : 0);
  };
  for (const clip of clips) {
    const element = document.getElementById(clip.id);
    clip.words = [];
    if (clip.id === "title") continue;
    const [from, to] = [walker(element, false), walker(element, true)];
    places.forEach((word, index) => from <= word.from && word.to <= to && clip.words.push(index));
  }
  self.marked = () => {
    const time = audio.currentTime;
    const clip = clips.find(({ begin, end }) => begin <= time && time < end);
    if (!clip) return [];
    document.querySelector(".heard")?.classList.remove("heard");
    document.getElementById(clip.id).classList.add("heard");
    // A sentence is marked until the next one begins: of its words, the one that sounds counts.
    return clip.words.filter((index) => places[index].start - 0.05 <= time && time <= places[index].end + 0.05);
  };
  return audio.duration;
}

const call = (browser, own, argument) => browser.value(`(${own})(${JSON.stringify(argument)})`);

async function page(browser, path, words, output) {
  await browser.call("Emulation.setDeviceMetricsOverride", { width: 900, height: 900, deviceScaleFactor: 1, mobile: false });
  await browser.open(pathToFileURL(path).href);
  await browser.until("document.body.classList.contains('ready')");
  output.words = await call(browser, prepare, words);
  await call(browser, markedOnPage);
  const length = await browser.value("readalong.audio.duration");
  output.length = length;
  output.plays = [];
  for (const [from, seconds, rate] of [[0, 6, 1], [length * 0.6, 5, 1], [length * 0.3, 8, 2], [length - 4, 4, 1]]) {
    output.plays.push(await call(browser, watch, [Math.max(0, from), seconds, rate]));
  }
  output.requests = browser.events.filter(({ method, params }) => method === "Network.requestWillBeSent" && /^https?:/.test(params.request.url)).length;
}

async function book(browser, folder, words, output) {
  const opf = await readFile(join(folder, "EPUB/package.opf"), "utf8");
  const parts = [...opf.matchAll(/<item id="([^"]+)" href="([^"]+)\.xhtml"[^>]* media-overlay=/g)].map((found) => found[2]);
  output.book = [];
  let start = 0;
  const played = new Set([0, 1, parts.length - 1]);
  for (const [number, part] of parts.entries()) {
    const smil = await readFile(join(folder, `EPUB/${part}.smil`), "utf8");
    const seconds = (clock) => clock.split(":").reduce((sum, own) => sum * 60 + Number(own), 0);
    const clips = [...smil.matchAll(/#([^"]+)"\/><audio src="([^"]+)" clipBegin="([^"]+)" clipEnd="([^"]+)"/g)].map(
      ([, id, audio, begin, end]) => ({ id, audio, begin: seconds(begin), end: seconds(end) }),
    );
    const length = clips[clips.length - 1].end;
    if (played.has(number)) {
      await browser.open(pathToFileURL(join(folder, `EPUB/${part}.xhtml`)).href);
      const own = words.filter((word) => word.start >= start - 1e-4 && word.start < start + length - 1e-4);
      await call(browser, prepare, own.map((word) => ({ text: word.text, start: word.start - start, end: word.end - start })));
      const source = pathToFileURL(join(folder, "EPUB", clips[0].audio)).href;
      const duration = await call(browser, overlay, [source, clips]);
      const first = await call(browser, watch, [0, 4, 1]);
      const later = await call(browser, watch, [length / 2, 6, 2]);
      output.book.push({ part, duration, length, plays: [first, later] });
    }
    start += length;
  }
}

async function hands(browser, output) {
  const value = (expression) => browser.value(expression);
  const own = (output.hands = {});
  await value("readalong.seek(readalong.audio.duration * 0.4)");
  await browser.call("Page.reload");
  await browser.until("document.body.classList.contains('ready')");
  own.resumed = await value("document.getElementById('begin').textContent");
  await value("readalong.seek(0)");
  await browser.key(" ", "Space");
  await browser.until("!readalong.audio.paused", 5);
  await browser.key(" ", "Space");
  await browser.until("readalong.audio.paused", 5);
  await browser.key("End", "End");
  own.end = await value("readalong.audio.duration - readalong.audio.currentTime");
  await browser.key("Home", "Home");
  own.home = await value("readalong.audio.currentTime");
  await browser.key("ArrowRight", "ArrowRight");
  own.next = await value("readalong.audio.currentTime");
  await browser.key("]", "BracketRight");
  own.rate = await value("[readalong.audio.playbackRate, readalong.audio.preservesPitch]");
  await browser.key("[", "BracketLeft");
  await browser.key("w", "KeyW");
  own.cast = await value("document.body.classList.contains('cast') && getComputedStyle(document.querySelector('[data-who]'), '::before').content");
  await browser.key("w", "KeyW");
  // A click on the last word of the text that is in view.
  own.click = await value(`(async () => {
    const span = [...document.querySelectorAll(".s")].find((own) => own.textContent.split(" ").length > 2);
    span.scrollIntoView({ block: "center", behavior: "instant" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const range = document.createRange();
    range.selectNodeContents(span);
    const rects = [...range.getClientRects()];
    const { right, top, bottom } = rects[rects.length - 1];
    return [right - 14, (top + bottom) / 2, span.textContent];
  })()`);
  const [x, y] = own.click;
  for (const type of ["mousePressed", "mouseReleased"]) {
    await browser.call("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  own.clicked = await value("readalong.marks.words.map((word) => readalong.marks.range(word).toString())");
  await value("readalong.audio.pause()");
  await browser.key("/", "Slash");
  own.search = await value(`(async () => {
    const field = document.getElementById("query");
    field.value = field.ownerDocument.querySelector(".s").textContent.slice(0, 6).toUpperCase();
    field.dispatchEvent(new Event("input"));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const hits = document.querySelectorAll("#hits button");
    const count = hits.length;
    hits[0]?.click();
    return [count, document.getElementById("search").open, readalong.audio.currentTime];
  })()`);
  own.chapters = await value("document.querySelectorAll('#chapter-list button').length");
  // Away from the words: the page does not pull the reader back. A short text is made long enough.
  await value("document.body.style.paddingBottom = '4000px'");
  await value("readalong.seek(0); readalong.audio.play()");
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await browser.call("Input.dispatchMouseEvent", { type: "mouseWheel", x: 300, y: 400, deltaX: 0, deltaY: 4000 });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  own.away = await value("[document.documentElement.scrollHeight - innerHeight > 1200, !document.getElementById('return').hidden]");
  await value("document.getElementById('return').click()");
  await new Promise((resolve) => setTimeout(resolve, 1300));
  own.back = await value("document.getElementById('return').hidden");
  await value("readalong.audio.pause()");
}

async function pictures(browser, folder) {
  for (const dark of [false, true]) {
    for (const [width, height] of [[320, 640], [768, 1024], [1440, 900]]) {
      const name = (what) => join(folder, `${what}-${width}-${dark ? "dark" : "light"}.png`);
      await browser.value("window.scrollTo({ top: 0, behavior: 'instant' })");
      await browser.picture(name("front"), { width, height, dark });
      await browser.value("readalong.audio.play()");
      await browser.value("readalong.seek(readalong.audio.duration * 0.32)");
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await browser.value("readalong.audio.pause()");
      await browser.value("readalong.marks.redraw()");
      await browser.picture(name("text"), { width, height, dark });
      await browser.value("document.getElementById('cast').click()");
      await browser.picture(name("cast"), { width, height, dark });
      await browser.value("document.getElementById('cast').click()");
      for (const what of ["settings", "chapters", "search"]) {
        await browser.value(`document.getElementById("show-${what}").click()`);
        if (what === "search") {
          await browser.value("(() => { const q = document.getElementById('query'); q.value = 'the'; q.dispatchEvent(new Event('input')); })()");
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
        await browser.picture(name(what), { width, height, dark });
        await browser.value(`document.getElementById("${what}").close()`);
      }
    }
  }
}

const [timeline, html, ...more] = process.argv.slice(2);
const shown = JSON.parse(await readFile(timeline, "utf8"));
const words = shown.lines.flatMap((line) => line.words).filter(({ start, end }) => start < end);
const seconds = words.map(({ text, start, end }) => ({ text, start: start / shown.rate, end: end / shown.rate }));
const output = {};
const browser = await Browser.start();
try {
  await page(browser, html, seconds, output);
  if (more.includes("--hands")) await hands(browser, output);
  if (more.includes("--pictures")) await pictures(browser, more[more.indexOf("--pictures") + 1]);
  if (more[0] && !more[0].startsWith("--")) await book(browser, more[0], seconds, output);
  output.errors = browser.errors();
} finally {
  await browser.stop();
}
console.log(JSON.stringify(output));
