// Uses an exported page as listeners do: by voice, with a saved place in a changed show, on a locked
// telephone, and on screens of several widths. Prints what it saw as JSON.
//
//     node listener.mjs FOLDER
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Browser, serve } from "./browser.mjs";

const folder = process.argv[2];
const files = {};
const server = await serve(folder, files);
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// Runs in the page before its scripts: a recognition of speech that hears what a test says.
function fakeRecognition() {
  self.ears = [];
  self.SpeechRecognition = class {
    start() {
      this.listens = true;
      ears.push(this);
      queueMicrotask(() => this.onstart && this.onstart());
    }
    abort() {
      this.isAborted = true;
      this.end();
    }
    end() {
      this.listens = false;
      queueMicrotask(() => this.onend && this.onend());
    }
    fail(error) {
      this.onerror({ error });
      this.end();
    }
    // Each result is a list of alternatives.
    hear(...results) {
      const all = results.map((own) => Object.assign(own.map((transcript) => ({ transcript })), { isFinal: true }));
      this.onresult({ results: all, resultIndex: 0 });
    }
  };
  self.ear = () => ears.filter(({ listens }) => listens).pop();
}

// Runs in the page before its scripts: a page that nobody sees, whose timers never come, with a
// system that notes what it is told.
function asleep() {
  self.setInterval = self.setTimeout = self.requestAnimationFrame = () => 0;
  Object.defineProperty(document, "hidden", { get: () => true });
  self.handlers = {};
  const { mediaSession } = navigator;
  mediaSession.setActionHandler = (key, act) => (handlers[key] = act);
}

// Opens the page anew, in which these functions ran first.
async function opened(browser, ...before) {
  const added = [];
  for (const run of before) {
    added.push((await browser.call("Page.addScriptToEvaluateOnNewDocument", { source: `(${run})()` })).identifier);
  }
  await browser.open(server.url);
  await browser.until("window.cuebook");
  for (const identifier of added) await browser.call("Page.removeScriptToEvaluateOnNewDocument", { identifier });
}

const decisions = "cuebook.player.score.walk.decisions.length";
const click = (browser, id) => browser.value(`document.getElementById("${id}").click()`);
const text = (browser, id) => browser.value(`document.getElementById("${id}").textContent`);

async function begun(browser) {
  await click(browser, "begin");
  await browser.until("cuebook.player.score && cuebook.player.desk.now() > 4800 && !cuebook.player.isHeld");
}

// Goes to the open choice; then its words are still to be said.
async function atChoice(browser, before = 4800) {
  await browser.value(`cuebook.player.seek(cuebook.player.score.open.begins - ${before})`);
  await browser.until("!document.getElementById('choice').hidden");
}

async function voice(browser) {
  const said = {};
  await opened(browser, () => {
    delete self.SpeechRecognition;
    delete self.webkitSpeechRecognition;
  });
  said.without = await browser.value("document.getElementById('voice-row').hidden");
  await opened(browser, fakeRecognition);
  said.offered = !(await browser.value("document.getElementById('voice-row').hidden"));
  await click(browser, "with-clock");
  await click(browser, "with-voice");
  said.asked = await browser.value("ears.length === 1 && ears[0].isAborted");
  await begun(browser);
  await atChoice(browser);
  await pause(0.5);
  said.overQuestion = await browser.value("Boolean(ear())");
  await browser.until("self.ear()");
  said.ear = await browser.value("({ lang: ear().lang, continuous: ear().continuous, several: ear().maxAlternatives > 1 })");
  await browser.value("ear().hear(['what a lovely day'])");
  said.none = [await text(browser, "heard"), await browser.value(decisions)];
  // The second alternative is an option, in other letters.
  await browser.value("ear().hear(['corn inn', 'GO IN'])");
  said.taken = await browser.value("cuebook.player.score.walk.decisions.map(({ option }) => option)");
  said.closed = await browser.value("Boolean(ear())");
  await atChoice(browser);
  await browser.until("self.ear()");
  const before = await browser.value("ears.length");
  await browser.value("ear().fail('no-speech')");
  await browser.until("self.ear()");
  said.again = (await browser.value("ears.length")) - before;
  await browser.value("ear().hear(['well it is the'])");
  said.common = await browser.value(decisions);
  await browser.value("ear().hear(['number two'])");
  said.numbered = await browser.value("cuebook.player.score.walk.decisions.map(({ option }) => option)");
  await browser.key("b", "KeyB");
  await browser.until(`${decisions} === 1`);
  await atChoice(browser);
  await browser.until("self.ear()");
  await browser.value("ear().fail('not-allowed')");
  await pause(0.6);
  said.refused = [await text(browser, "trouble"), await browser.value("document.getElementById('with-voice').checked || Boolean(ear())")];
  return said;
}

// Saves a place after two decisions, and comes back when the second option is no longer there.
async function place(browser) {
  const said = {};
  await opened(browser);
  await begun(browser);
  for (const number of [1, 2]) {
    await atChoice(browser);
    await browser.key("1", "Digit1");
    await browser.until(`${decisions} === ${number}`);
  }
  await browser.until("cuebook.player.desk.now() > cuebook.player.score.turn + 24000");
  await browser.value("cuebook.page.remember()");
  const show = JSON.parse(await readFile(join(folder, "show.json"), "utf8"));
  const seen = await browser.value("cuebook.page.seen.size");
  const [gone] = show.story.choices[1].options;
  gone.id = "another";
  files["/show.json"] = join(folder, "other.json");
  await writeFile(files["/show.json"], JSON.stringify(show));
  await opened(browser);
  said.seen = (await browser.value("cuebook.page.seen.size")) === seen;
  await click(browser, "resume");
  await browser.until("cuebook.player.score && cuebook.player.desk.now() > 4800");
  said.told = await text(browser, "trouble");
  said.kept = await browser.value(decisions);
  said.from = await browser.value("(cuebook.player.from - cuebook.player.score.open.begins) / 48000");
  delete files["/show.json"];
  return said;
}

// Nobody sees the page and its timers sleep: it plays to the choice, and on when the time is over.
async function locked(browser) {
  const said = {};
  await opened(browser, asleep);
  await click(browser, "begin");
  await browser.until("cuebook.player.score && cuebook.player.context.state === 'running'");
  await browser.value(`(() => {
    const { player } = cuebook;
    self.meter = player.context.createAnalyser();
    meter.fftSize = 8192;
    player.desk.volume.connect(meter);
  })()`);
  const samples = "(() => { const own = new Float32Array(8192); meter.getFloatTimeDomainData(own); return Math.max(...own.map(Math.abs)); })()";
  const levels = [];
  const { begins, late } = await browser.value("({ begins: cuebook.player.score.open.begins, late: cuebook.player.score.open.late })");
  // Nothing of the page may run between these looks.
  for (let now = 0; now < begins; now = await browser.value("cuebook.player.desk.now()")) {
    levels.push(await browser.value(samples));
    await pause(0.1);
  }
  said.loudest = Math.max(...levels);
  await browser.until("!document.getElementById('choice').hidden");
  said.title = await browser.value("navigator.mediaSession.metadata.title");
  said.keys = await browser.value("Object.keys(handlers).sort()");
  await browser.until(`${decisions} === 1`, (late - begins) / 48000 + 5);
  said.turn = await browser.value(`(cuebook.player.score.turn - ${late}) / 48000`);
  await pause(1);
  said.plays = await browser.value("cuebook.player.context.state === 'running' && cuebook.player.desk.now() > cuebook.player.score.turn");
  // A browser that freezes the page stops its sound too. Afterwards it goes on.
  const turned = await browser.value("cuebook.player.desk.now()");
  await browser.call("Page.setWebLifecycleState", { state: "frozen" });
  await pause(2);
  await browser.call("Page.setWebLifecycleState", { state: "active" });
  await browser.until(`cuebook.player.desk.now() > ${turned} + 9600`);
  await browser.value("handlers.pause()");
  await browser.until("cuebook.player.context.state === 'suspended'");
  said.state = await browser.value("navigator.mediaSession.playbackState");
  return said;
}

// Returns what is wider than the screen, by width and what is open.
async function narrow(browser) {
  const wide = [];
  const look = async (what, width) => {
    await browser.call("Emulation.setDeviceMetricsOverride", { width, height: 640, deviceScaleFactor: 1, mobile: width < 500 });
    const over = await browser.value(`(() => {
      const width = document.documentElement.clientWidth;
      const out = [...document.querySelectorAll("body *")].filter((own) => {
        const { left, right, width: has } = own.getBoundingClientRect();
        return has && (right > width + 0.5 || left < -0.5) && !own.closest(".away, .skip");
      });
      return [document.documentElement.scrollWidth - width, ...out.map((own) => own.id || own.className || own.tagName)];
    })()`);
    if (over.length > 1 || over[0] > 0) wide.push([what, width, ...over]);
  };
  const WIDTHS = [320, 360, 768, 1440];
  await browser.call("Emulation.setDeviceMetricsOverride", { width: 320, height: 640, deviceScaleFactor: 1, mobile: true });
  await opened(browser);
  for (const width of WIDTHS) await look("front", width);
  await begun(browser);
  await atChoice(browser);
  for (const width of WIDTHS) await look("choice", width);
  for (const name of ["map", "saves", "settings"]) {
    await click(browser, "show-" + name);
    for (const width of WIDTHS) await look(name, width);
    await browser.value(`document.getElementById("${name}").close()`);
  }
  return wide;
}

const result = { errors: [] };
const browser = await Browser.start();
try {
  for (const act of [voice, place, locked, narrow]) {
    result[act.name] = await act(browser);
    result.errors.push(...browser.errors());
    await browser.value("localStorage.clear()");
  }
} finally {
  await browser.stop();
  server.close();
}
console.log(JSON.stringify(result));
