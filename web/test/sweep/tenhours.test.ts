// A ten-hour show in the program itself. Times are those of the processor, so that other programs do not count.

import { afterAll, beforeAll, expect, test } from "vitest";
import { MOVES } from "../whole/moves.ts";
import { shut } from "../whole/open.ts";
import { end, PROGRAM, type Studio } from "../whole/program.ts";
import { heapOf, tasksOf } from "../whole/tasks.ts";
import { openLong } from "../whole/tenhours.ts";

/** The longest task in which a user sees no halt, in ms, and the most memory, in bytes. */
const LONGEST = 50;
const MEMORY = 400e6;

let studio: Studio;
beforeAll(async () => {
  if (!PROGRAM) return;
  studio = await openLong();
  await studio.page.locator(".row").first().waitFor({ timeout: 60_000 });
  await studio.page.locator(".lanes").waitFor({ timeout: 60_000 });
  await studio.page.waitForTimeout(2_000);
}, 120_000);
afterAll(async () => {
  await end();
  await shut();
});

for (const [name, act] of Object.entries(MOVES)) {
  test.skipIf(!PROGRAM)(`${name} has no long frame`, { timeout: 120_000 }, async () => {
    const tasks = await tasksOf(studio.page, () => act(studio.page));
    expect(Math.max(0, ...tasks)).toBeLessThan(LONGEST);
  });
}

test.skipIf(!PROGRAM)("the page takes little memory", async () => {
  expect(await heapOf(studio.page)).toBeLessThan(MEMORY);
  expect(studio.faults).toEqual([]);
});
