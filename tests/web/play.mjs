// Plays paths of an exported page in a headless Chromium and compares them with rendered files.
//
//     node play.mjs FOLDER [DECISIONS:FILE.wav …] [DECISIONS …] [--parts] [--hands] [--disk]
//
// Of a path without a file only the length is measured. Prints the figures as JSON. `--parts` compares only around the turns and at the ends; `--hands` plays by keys as a person does; `--disk` opens the page
// from the disk.
import { pathToFileURL } from "node:url";
import { Browser, serve } from "./browser.mjs";

// Runs in the page: records a path and measures how it differs from a file. With `checked`, only
// around turns and ends that are not checked yet.
async function compare(choose, file, parts) {
  const { show, Score, record } = cuebook;
  const checked = (self.checked ??= new Set());
  const score = new Score(show);
  const stretches = [];
  const [BEFORE, AFTER, SETTLED] = [5 * 48000, 7 * 48000, 3 * 48000];
  let path = "";
  for (const item of choose.split(",").filter(Boolean)) {
    const [, choice, option, time] = /^(.+)=([^@]+)(?:@(.+)s)?$/.exec(item);
    const { choice: own, asked } = score.open;
    if (own.id !== choice) throw new Error(`${own.id} is met, and not ${choice}`);
    const after = time ? Math.round(Number(time) * 48000) : 28800;
    const number = own.options.findIndex(({ id }) => id === option);
    const turn = score.choose(number, after);
    if (turn === null) throw new Error("not possible: " + item);
    // Words of the choice that was cut short are no words of the next one.
    const told = score.lines.filter((said) => said.node !== undefined && said.stretch === score.stretches.length - 1);
    if (score.open && told.some((said) => said.at > score.open.begins)) throw new Error("asked too early after " + item);
    path += item + ",";
    if (!checked.has(path)) stretches.push([Math.max(turn - BEFORE, 0), turn + AFTER]);
    checked.add(path);
  }
  if (!file) return { frames: [score.frames] };
  stretches.push([Math.max(score.frames - BEFORE - AFTER, 0), score.frames]);
  if (!parts) stretches.splice(0, stretches.length, [0, score.frames]);
  const bytes = await (await fetch(file)).arrayBuffer();
  const reference = await new OfflineAudioContext(2, 1, 48000).decodeAudioData(bytes);
  const windows = [];
  const WINDOW = 4800;
  let [own, both] = [0, 0];
  for (const [from, to] of stretches) {
    const { buffer, latency } = await record(score, from, Math.min(to, score.frames));
    // The rooms of beds are empty at the start of a stretch.
    const settled = from ? SETTLED : 0;
    for (let at = settled; at + WINDOW <= buffer.length - latency; at += WINDOW) {
      const power = [0, 0, 0];
      for (const side of [0, 1]) {
        const a = reference.getChannelData(side).subarray(from + at, from + at + WINDOW);
        const b = buffer.getChannelData(side).subarray(at + latency, at + latency + WINDOW);
        for (let n = 0; n < a.length; n++) {
          power[0] += a[n] * a[n];
          power[1] += b[n] * b[n];
          power[2] += a[n] * b[n];
        }
      }
      own += power[1];
      both += power[2];
      windows.push([(from + at) / 48000, ...power]);
    }
  }
  const gain = both / own;
  const decibels = (power) => 10 * Math.log10(Math.max(power / WINDOW / 2, 1e-15));
  let [signal, error, worst, at, level, leveled, silent, gap] = [0, 0, -200, 0, 0, 0, 0, 0];
  for (const [time, a, b, ab] of windows) {
    const there = b * gain * gain;
    const e = Math.max(a + there - 2 * gain * ab, 0);
    signal += a;
    error += e;
    if (decibels(e) > worst) [worst, at] = [decibels(e), time];
    // The levels of both, where they can be heard well.
    const apart = Math.abs(decibels(a) - decibels(there));
    if (Math.max(decibels(a), decibels(there)) > -45 && apart > level) [level, leveled] = [apart, time];
    // The page is silent where the file is not.
    silent = decibels(there) < -70 && decibels(a) > -60 ? silent + WINDOW / 48000 : 0;
    gap = Math.max(gap, silent);
  }
  return {
    frames: [reference.length, score.frames], seconds: windows.length * WINDOW / 48000, gain: 20 * Math.log10(gain),
    difference: 10 * Math.log10(error / signal), worst, at, level, leveled, gap,
  };
}

// Plays by keys, at choices that are sought, to an end.
async function hands(browser, url) {
  const said = {};
  await browser.open(url);
  await browser.until("window.cuebook");
  await browser.key("Enter");
  await browser.until("cuebook.player.score && cuebook.player.desk.now() > 4800 && !cuebook.player.isHeld");
  said.words = await browser.value("document.querySelectorAll('.w').length");
  const sought = (frame) => browser.value(`cuebook.player.seek(${frame})`);
  const toChoice = async () => {
    await sought("cuebook.player.score.open.asked - 4800");
    await browser.until("!document.getElementById('choice').hidden");
  };
  await toChoice();
  said.focus = await browser.value("document.activeElement.closest('#options') !== null");
  said.live = await browser.value("document.getElementById('live').textContent");
  const decided = () => browser.value("cuebook.player.score.walk.decisions.length");
  await browser.key("2", "Digit2");
  await browser.until("cuebook.player.score.walk.decisions.length === 1");
  await browser.key("b", "KeyB");
  await browser.until("cuebook.player.score.walk.decisions.length === 0");
  said.back = await decided();
  for (let number = 1; number < 40; number++) {
    if (!(await browser.value("Boolean(cuebook.player.score.open)"))) break;
    await toChoice();
    if (number % 2) await browser.key("ArrowDown");
    await browser.key("Enter");
    await browser.until(`cuebook.player.score.walk.decisions.length === ${number}`);
    said.decisions = number;
  }
  // The whole path is heard on one clock: no track begins late.
  await browser.key(" ", "Space");
  await browser.until("cuebook.player.context.state === 'suspended'");
  const still = await browser.value("cuebook.player.desk.now()");
  await new Promise((resolve) => setTimeout(resolve, 300));
  said.paused = (await browser.value("cuebook.player.desk.now()")) === still;
  await browser.key(" ", "Space");
  await browser.value("cuebook.page.remember()");
  await browser.open(url);
  await browser.until("window.cuebook");
  await browser.value("document.getElementById('resume').click()");
  await browser.until("cuebook.player.score && cuebook.player.desk.now() > 0");
  said.resumed = await decided();
  await sought("cuebook.player.score.frames - 9600");
  await browser.until("!document.getElementById('ended').hidden");
  said.ending = await browser.value("document.getElementById('ending').textContent");
  said.trouble = await browser.value("document.getElementById('trouble').textContent");
  return said;
}

async function disk(browser, folder) {
  await browser.open(pathToFileURL(folder + "/index.html").href);
  await browser.until("window.cuebook");
  await browser.key("Enter");
  await browser.until("cuebook.player.score && cuebook.player.desk.now() > 48000");
  return {
    loudness: await browser.value(`(async () => {
      const { player } = cuebook;
      const ear = player.context.createAnalyser();
      player.desk.volume.connect(ear);
      const samples = new Float32Array(ear.fftSize);
      let most = 0;
      for (let n = 0; n < 60; n++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        ear.getFloatTimeDomainData(samples);
        most = Math.max(most, ...samples.map(Math.abs));
      }
      return most;
    })()`),
    trouble: await browser.value("document.getElementById('trouble').textContent"),
  };
}

const [folder, ...wanted] = process.argv.slice(2);
const files = {};
const paths = wanted.filter((own) => !own.startsWith("--")).map((own, number) => {
  const cut = own.indexOf(":");
  if (cut < 0) return [own, null];
  files[`/reference-${number}.wav`] = own.slice(cut + 1);
  return [own.slice(0, cut), `reference-${number}.wav`];
});
const server = await serve(folder, files);
const browser = await Browser.start();
const result = { paths: {} };
try {
  await browser.open(server.url);
  await browser.until("window.cuebook");
  for (const [path, file] of paths) {
    const call = `(${compare})(${JSON.stringify(path)}, ${JSON.stringify(file)}, ${wanted.includes("--parts")})`;
    result.paths[path] = await browser.value(call);
  }
  result.webm = await browser.value(`(async () => {
    const { show } = cuebook;
    const own = show.sounds.find(({ file, frames }) => file.endsWith(".opus") && frames > 96000);
    if (!own) return null;
    const bytes = await (await fetch(own.file)).arrayBuffer();
    const context = new OfflineAudioContext(2, 1, 48000);
    const store = new CueStore.Store();
    const one = await store.decoded(context, bytes, own);
    store.inWebM = true;
    const other = await store.decoded(context, bytes, own);
    let apart = Math.abs(one.length - other.length);
    for (let n = 480; n < one.length; n++) apart += Math.abs(one.getChannelData(0)[n] - other.getChannelData(0)[n]);
    return [one.length - own.frames - 2 * (own.seam || 0), apart];
  })()`);
  if (wanted.includes("--hands")) result.hands = await hands(browser, server.url);
  result.errors = browser.errors();
  if (wanted.includes("--disk")) result.disk = await disk(browser, folder);
  result.errors.push(...browser.errors());
} finally {
  await browser.stop();
  server.close();
}
console.log(JSON.stringify(result));
