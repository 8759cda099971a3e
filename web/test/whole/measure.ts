// `npm run measure` measures a ten-hour show: 9,000 sentences and 20,000 cues. `CUEBOOK` is the path of the program;
// without it the mock serves a show of this size. Frames and memory depend on the machine, so this is no test.

import { MOVES } from "./moves.ts";
import { open, shut } from "./open.ts";
import { end, PROGRAM } from "./program.ts";
import { heapOf, tasksOf } from "./tasks.ts";
import { openLong } from "./tenhours.ts";

const began = performance.now();
const { page } = PROGRAM ? await openLong() : await open({ sentences: 9_000, cues: 20_000 });
await page.locator(".row").first().waitFor();
console.log(`opened: ${(performance.now() - began).toFixed(0)} ms, with the start of the tab`);
await page.waitForTimeout(1_500);
for (const [name, act] of Object.entries(MOVES)) {
  const tasks = await tasksOf(page, () => act(page));
  const longest = Math.max(0, ...tasks).toFixed(1);
  const over = (ms: number) => tasks.filter((task) => task > ms).length;
  console.log(`${name}: longest task ${longest} ms, over 16 ms: ${over(16)}, over 50 ms: ${over(50)}`);
}
console.log(`memory of scripts: ${((await heapOf(page)) / 1e6).toFixed(0)} MB`);
await end();
await shut();
process.exit();
