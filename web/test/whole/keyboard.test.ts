// The whole job with keys alone: from a text that is pasted to a show that is published. No pointer is used, and every thing is
// reached with Tab or with a key of the help page.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { shut } from "./open.ts";
import { end, openStudio, PROGRAM } from "./program.ts";
import { inStep } from "./words.ts";

afterAll(async () => {
  await end();
  await shut();
});

const TEXT = `The ferry lay dark at the pier. “Is anyone aboard?” called Ana. Nobody answered.

She leaned on the cabin, hard. “I told you not to come,” said Tom.

“You told me a great many things.” She waited until the water was calm.
`;

/** What has the cursor, in the words of a screen reader, as far as the page names it itself. */
const here = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    if (!at || at === document.body) return "";
    const labels = (at as HTMLInputElement).labels ?? [];
    return at.ariaLabel ?? ([...labels].map((label) => label.textContent).join(" ") || at.textContent || "");
  });

/** Presses Tab until something of this name has the cursor. */
async function tabTo(page: Page, name: RegExp, key = "Tab"): Promise<void> {
  const seen: string[] = [];
  for (let left = 120; left > 0; left--) {
    const now = (await here(page)).replace(/\s+/g, " ").trim();
    if (name.test(now)) return;
    seen.push(now.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`${name} is not reached: ${seen.join(" | ")}`);
}

/** Makes a step and waits until the page shows it. */
async function step(page: Page, script: () => Promise<string>, act: () => Promise<unknown>): Promise<void> {
  const before = await script();
  await act();
  await expect.poll(script).not.toBe(before);
  await inStep(page);
}

const press = async (page: Page, key: string, times = 1) => {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
};

/** Goes to the first word of the text, and so many words on. */
async function toWord(page: Page, words: number): Promise<void> {
  await press(page, "Alt+1");
  await press(page, "Control+Home");
  await press(page, "ArrowRight", words);
}

const wordOf = (word: string) => TEXT.match(/[\w’]+/g)!.indexOf(word);

test.skipIf(!PROGRAM)("the whole job is done with keys alone", { timeout: 180_000 }, async () => {
  const { page, folder, faults } = await openStudio();
  await page.locator(".start").waitFor();
  await tabTo(page, /paste the text/);
  await page.keyboard.insertText(TEXT);
  await tabTo(page, /Make a draft/);
  await press(page, "Enter");
  await page.locator(".row").first().waitFor();
  const name = (await readdir(folder)).find((file) => file.endsWith(".yaml"))!;
  const script = () => readFile(join(folder, name), "utf8");
  const set = (act: () => Promise<unknown>) => step(page, script, act);

  await press(page, "Alt+1");
  for (let left = 9; left > 0 && (await page.locator(".settle").count()) > 0; left--) {
    await press(page, "n");
    await page.locator(".answers").waitFor();
    const guessed = (await page.locator(".answers .yes").count()) > 0;
    await set(() => press(page, guessed ? "y" : "1"));
  }
  expect(await page.locator(".settle").count()).toBe(0);

  await press(page, "Alt+3");
  await tabTo(page, /^Voice of ANA/);
  const voice = await page.getByLabel("Voice of ANA").inputValue();
  await set(() => press(page, "ArrowDown"));
  expect(await page.getByLabel("Voice of ANA").inputValue()).not.toBe(voice);
  await tabTo(page, /^Voice of TOM/);
  await set(() => press(page, "ArrowUp"));

  await toWord(page, wordOf("Nobody"));
  await press(page, "s");
  await page.keyboard.type("door-strike");
  await page.getByRole("button", { name: "Place door-strike as spot" }).waitFor();
  await tabTo(page, /^Place door-strike as spot/);
  await set(() => press(page, "Enter"));
  expect(await script()).toMatch(/spot: door-strike, at: "?Nobody/);
  // The card of the new sound has the cursor. From its mark it moves to other words.
  await expect.poll(() => here(page)).toMatch(/door-strike/);
  await press(page, "Escape");
  await toWord(page, wordOf("Nobody"));
  await press(page, "]");
  await expect.poll(() => here(page)).toMatch(/^spot door-strike/);
  for (let half = 0; half < 3; half++) await set(() => press(page, "Alt+ArrowRight"));
  expect(await script()).toMatch(/spot: door-strike.*answered/);

  await toWord(page, wordOf("leaned"));
  await press(page, "Shift+ArrowRight", 6);
  await press(page, "b");
  await page.keyboard.type("rain");
  await page.getByRole("button", { name: "Place rain as bed" }).waitFor();
  await tabTo(page, /^Place rain as bed/);
  await set(() => press(page, "Enter"));
  await tabTo(page, /^Fade in/);
  await set(() => press(page, "ArrowRight"));
  await press(page, "Escape");
  await toWord(page, wordOf("hard"));
  await press(page, "[");
  await expect.poll(() => here(page)).toMatch(/^bed rain/);
  await press(page, "Enter");
  await tabTo(page, /^Softer from/);
  await set(() => press(page, "Enter"));
  expect(await script()).toMatch(/bed: rain.*fade: \{ in: 0\.6s \}, ride:/);
  await press(page, "Escape");

  await toWord(page, wordOf("many"));
  await press(page, "e");
  await press(page, "Enter");
  await tabTo(page, /^choice$/);
  await press(page, "Enter");
  await expect.poll(() => here(page)).toMatch(/^Question/);
  await page.keyboard.type("Does she go?");
  await tabTo(page, /^Option 1/);
  await page.keyboard.type("She stays");
  await tabTo(page, /^Option 2/);
  await page.keyboard.type("She goes");
  await tabTo(page, /^goes to/);
  await press(page, "End");
  await tabTo(page, /^Add the choice/);
  await set(() => press(page, "Enter"));
  expect(await script()).toMatch(/ask: Does she go\?/);

  const done = await script();
  await press(page, "Alt+1");
  await set(() => press(page, "Control+z"));
  expect(await script()).not.toMatch(/Does she go/);
  await set(() => press(page, "Control+Shift+Z"));
  expect(await script()).toBe(done);

  const place = async () => Number(await page.getByRole("slider", { name: "Place in the show" }).inputValue());
  await press(page, "Control+Home");
  await press(page, "p");
  await expect.poll(place, { timeout: 60_000 }).toBeGreaterThan(48_000);
  await press(page, "Space");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();

  await tabTo(page, /^Publish/, "Shift+Tab");
  await press(page, "Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, /^vtt/);
  if (!(await page.getByRole("checkbox", { name: "vtt" }).isChecked())) await press(page, "Space");
  await tabTo(page, /^Publish in/);
  await press(page, "Enter");
  await page.getByText(/^Written: /).waitFor({ timeout: 60_000 });
  expect(await readdir(join(folder, "published"))).not.toEqual([]);
  expect(faults).toEqual([]);
});
