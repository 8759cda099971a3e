// Plays paths of an exported page to their ends, and reads what the page says about the endings that
// were met. Prints it as JSON.
//
//     node endings.mjs FOLDER OPTIONS …
//
// `OPTIONS` are the numbers of the options of a path, as `0,1`.
import { Browser, serve } from "./browser.mjs";

const [folder, ...paths] = process.argv.slice(2);
const server = await serve(folder);
const browser = await Browser.start();
const text = (id) => browser.value(`document.getElementById("${id}").textContent`);

async function map() {
  await browser.key("m", "KeyM");
  await browser.until("document.querySelector('dialog[open]')");
  const said = { count: await text("map-count"), rows: await browser.value("[...document.querySelectorAll('#map-list li')].map((row) => row.textContent)") };
  await browser.key("Escape", "Escape");
  return said;
}

async function opened() {
  await browser.open(server.url);
  await browser.until("window.cuebook");
}

const said = { ends: [] };
try {
  await opened();
  await browser.value("document.getElementById('begin').click()");
  await browser.until("cuebook.player.score");
  for (const path of paths) {
    const decisions = JSON.stringify(path.split(",").map((option) => ({ option: Number(option), after: 24000 })));
    await browser.value(`(() => {
      const { player, show, Score } = cuebook;
      const { frames } = Score.of(show, ${decisions});
      return player.play(${decisions}, frames - 24000);
    })()`);
    await browser.until("!document.getElementById('ended').hidden");
    said.ends.push(await text("ending"));
    await browser.value("cuebook.player.seek(0)");
  }
  said.map = await map();
  await opened();
  await browser.value("document.getElementById('begin').click()");
  await browser.until("cuebook.player.score");
  said.later = await map();
  said.stored = await browser.value("[...cuebook.page.found()].sort()");
} finally {
  await browser.stop();
  server.close();
}
console.log(JSON.stringify(said));
