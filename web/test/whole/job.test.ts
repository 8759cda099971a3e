// The whole job with the program itself: from a text to a script that a person would have written.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { shut } from "./open.ts";
import { openStudio, PROGRAM } from "./program.ts";
import { dragMark, dragOver, point } from "./words.ts";

afterAll(shut);

const TEXT = `The ferry lay dark at the pier. “Is anyone aboard?” called Ana. Nobody answered.

She knocked at the cabin, hard. Then the engine coughed. “I told you not to come,” said Tom.

“You told me a great many things,” said Ana. She waited until the rain had stopped.

In the morning the pier was empty.
`;

test.skipIf(!PROGRAM)("a text becomes a show that is heard, and a script on disk", { timeout: 180_000 }, async () => {
  const { page, folder, faults, close } = await openStudio();
  const script = () => readFile(join(folder, "ferry.yaml"), "utf8");
  await page
    .locator('.drop input[type="file"]')
    .setInputFiles({ name: "ferry.txt", mimeType: "text/plain", buffer: Buffer.from(TEXT) });
  await page.locator(".row").first().waitFor();

  await page.locator(".text").focus();
  for (let left = 20; left > 0 && (await page.locator(".settle").count()) > 0; left--) {
    await page.keyboard.press("n");
    await page.keyboard.press((await page.locator(".answers .yes").count()) > 0 ? "y" : "1");
    await page.waitForTimeout(300);
  }
  expect(await page.locator(".settle").count()).toBe(0);

  await page.keyboard.press("Alt+3");
  await page.getByLabel("Voice of ANA").selectOption("bf_isabella");
  await expect.poll(script).toMatch(/ANA:.*voice: bf_isabella/);

  const knocked = await point(page, "knocked");
  await page.mouse.click(knocked.x, knocked.y);
  await page.keyboard.press("s");
  await page.getByLabel("Search a sound").fill("door-strike");
  await page.getByRole("button", { name: "Place door-strike as spot" }).click();
  await expect.poll(script).toMatch(/spot: door-strike/);
  await page.keyboard.press("Escape");
  await dragMark(page, "door-strike", "engine");
  await expect.poll(script).toMatch(/spot: door-strike.*engine/);

  await dragOver(page, "answered", "stopped");
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.getByLabel("Search a sound").fill("rain");
  await page.getByRole("button", { name: "Place rain as bed" }).click();
  await expect.poll(script).toMatch(/bed: rain/);
  await page.getByRole("slider", { name: "Fade in" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(script).toMatch(/bed: rain.*fade: \{ in:/s);

  const asked = await point(page, "anyone");
  await page.mouse.dblclick(asked.x, asked.y);
  await page.getByRole("button", { name: "Record this line" }).click();
  await page.locator(".take .bar").waitFor();
  await page.waitForTimeout(800);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "keep" }).click();
  await expect.poll(script).toMatch(/take: takes\//);
  await page.keyboard.press("Escape");

  const place = async () => Number(await page.getByRole("slider", { name: "Place in the show" }).inputValue());
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(place, { timeout: 60_000 }).toBeGreaterThan(48_000);
  await page.getByRole("button", { name: "Pause" }).click();

  const done = await script();
  await page.getByRole("button", { name: /^Undo:/ }).click();
  await expect.poll(script).not.toBe(done);
  await page.getByRole("button", { name: /^Redo:/ }).click();
  await expect.poll(script).toBe(done);
  expect(faults).toEqual([]);
  await close();
});
