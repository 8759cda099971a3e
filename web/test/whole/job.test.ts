// The whole job with the program itself: from a text to a script that a person would have written.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { capture, captured, framesIn, rendered } from "./capture.ts";
import { shut } from "./open.ts";
import { end, openStudio, type Program, PROGRAM } from "./program.ts";
import { dragMark, dragOver, heardByMicrophone, inStep, point } from "./words.ts";

afterAll(async () => {
  await end();
  await shut();
});

const TEXT = `The ferry lay dark at the pier. “Is anyone aboard?” called Ana. Nobody answered.

She leaned on the cabin, hard. “I told you not to come,” said Tom.

“You told me a great many things.” She waited until the water was calm.

“Go home, Ana.”

In the morning the pier was empty.
`;

test.skipIf(!PROGRAM)("a text becomes a show that is heard, and a script on disk", { timeout: 180_000 }, async () => {
  const { page, program, folder, faults } = await openStudio();
  const script = () => readFile(join(folder, "ferry.yaml"), "utf8");
  await page
    .locator('.drop input[type="file"]')
    .setInputFiles({ name: "ferry.txt", mimeType: "text/plain", buffer: Buffer.from(TEXT) });
  await page.locator(".row").first().waitFor();
  await capture(page);
  await page.locator(".row").first().waitFor();

  await settleAll(page);
  await inStep(page);
  await comment(page, script);
  await inStep(page);
  await giveVoices(page, script);
  await inStep(page);
  await placeDoor(page, script);
  await inStep(page);
  await placeBed(page, script);
  await inStep(page);
  await record(page, script);
  await inStep(page);
  await ask(page, script);
  await inStep(page);
  const done = await script();
  expect(done).toBe(EXPECTED);

  await backAndForth(page, script);
  expect(await script()).toBe(done);
  await listen(page, program);

  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("checkbox", { name: "vtt" }).check();
  await page.getByRole("button", { name: "Publish in 2 forms" }).click();
  await expect.poll(() => readdir(join(folder, "published")).catch(() => []), { timeout: 60_000 }).not.toEqual([]);
  await page.getByText(/^Written: /).waitFor({ timeout: 60_000 });
  expect(await script()).toBe(done);
  expect(faults).toEqual([]);
});

type Script = () => Promise<string>;

async function settleAll(page: Page): Promise<void> {
  await page.locator(".text").focus();
  for (let left = 20; left > 0 && (await page.locator(".settle").count()) > 0; left--) {
    await page.keyboard.press("n");
    await page.locator(".answers").waitFor();
    const count = await page.locator(".settle-count b").textContent();
    await page.keyboard.press((await page.locator(".answers .yes").count()) > 0 ? "y" : "1");
    await page.locator(".settle-count b", { hasText: new RegExp(`^${count}$`) }).waitFor({ state: "detached" });
  }
  expect(await page.locator(".settle").count()).toBe(0);
}

/** A comment of the user, which all later gestures keep. */
async function comment(page: Page, script: Script): Promise<void> {
  await page.keyboard.press("Alt+4");
  const cast = page.locator(".cm-line", { hasText: /^cast:/ });
  await cast.click();
  await page.keyboard.press("End");
  await page.keyboard.type("  # two voices are enough");
  await expect.poll(script).toMatch(/^cast: {2}# two voices are enough$/m);
}

async function giveVoices(page: Page, script: Script): Promise<void> {
  await page.keyboard.press("Alt+3");
  await page.getByLabel("Voice of ANA").selectOption("bf_isabella");
  await expect.poll(script).toMatch(/ANA:.*voice: bf_isabella/);
  await page.getByLabel("Voice of TOM").selectOption("bm_lewis");
  await expect.poll(script).toMatch(/TOM:.*voice: bm_lewis/);
}

async function placeDoor(page: Page, script: Script): Promise<void> {
  const { x, y } = await point(page, "Nobody");
  await page.mouse.click(x, y);
  await page.keyboard.press("s");
  await page.getByLabel("Search a sound").fill("door-strike");
  await page.getByRole("button", { name: "Place door-strike as spot" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".mark", { hasText: "door-strike" }).waitFor();
  expect(await script()).toMatch(/spot: door-strike, at: "?Nobody/);
  await inStep(page);
  await dragMark(page, "door-strike", "hard");
  await expect.poll(script).toMatch(/spot: door-strike.*hard/);
}

async function placeBed(page: Page, script: Script): Promise<void> {
  await dragOver(page, "answered", "calm");
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.getByLabel("Search a sound").fill("rain");
  await page.getByRole("button", { name: "Place rain as bed" }).click();
  await expect.poll(script).toMatch(/bed: rain/);
  await page.getByRole("slider", { name: "Fade in" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(script).toMatch(/bed: rain.*fade: \{ in:/s);
  await inStep(page);
  await page.keyboard.press("Escape");
  const { x, y } = await point(page, "told you");
  await page.mouse.click(x, y);
  await page.locator(".mark.bed", { hasText: "rain" }).click();
  await page.getByRole("button", { name: /^Softer from/ }).click();
  await expect.poll(script).toMatch(/ride:/);
  await page.keyboard.press("Escape");
}

async function record(page: Page, script: Script): Promise<void> {
  const { x, y } = await point(page, "anyone");
  await page.mouse.dblclick(x, y);
  await page.getByRole("button", { name: "Record this line" }).click();
  await heardByMicrophone(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "keep" }).click();
  await expect.poll(script).toMatch(/take: takes\//);
  await page.keyboard.press("Escape");
}

/** A choice after “Go home, Ana.”: one option goes on, the other ends the show. */
async function ask(page: Page, script: Script): Promise<void> {
  const { x, y } = await point(page, "home");
  await page.mouse.dblclick(x, y);
  await page.getByRole("button", { name: "choice", exact: true }).click();
  await page.getByLabel("Question").fill("Does she go?");
  await page.getByLabel("Option 1").fill("She stays");
  await page.getByLabel("Option 2").fill("She goes");
  await page.getByLabel("goes to").nth(1).selectOption("end");
  await page.getByRole("button", { name: "Add the choice" }).click();
  await page.locator(".mark.choice", { hasText: "Does she go?" }).waitFor();
  expect(await script()).toMatch(/Does she go\?/);
}

/** Plays from the beginning: what comes out of the page is what is rendered, sample for sample. */
async function listen(page: Page, program: Program): Promise<void> {
  // Once a show is rendered, its loudness is known from the beginning.
  const whole = await rendered(program.folder, "ferry.yaml");
  await program.ask("/api/open", { script: "ferry.yaml" });
  await inStep(page);
  const place = async () => Number(await page.getByRole("slider", { name: "Place in the show" }).inputValue());
  const { x, y } = await point(page, "ferry");
  await page.mouse.click(x, y);
  await expect.poll(place).toBeLessThan(48_000);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(place, { timeout: 60_000 }).toBeGreaterThan(192_000);
  await page.getByRole("button", { name: "Pause" }).click();
  expect(framesIn(await captured(page), whole)).toBeGreaterThan(96_000);
}

/** Undoes all steps of this session, and does them again. */
async function backAndForth(page: Page, script: Script): Promise<void> {
  for (const [button, words] of [
    [/^Undo:/, "Nothing to undo"],
    [/^Redo:/, "Nothing to redo"],
  ] as const) {
    const end = page.getByRole("button", { name: words });
    for (let left = 40; left > 0 && !(await end.isVisible()); left--) {
      const next = page.getByRole("button", { name: button });
      const before = await script();
      const steps = await told(page);
      await next.click();
      await expect.poll(script, { message: steps.join() }).not.toBe(before);
      // The page has the next step when both buttons say so.
      await expect.poll(() => told(page)).not.toEqual(steps);
    }
    await end.waitFor();
  }
}

/** What the buttons for steps say. */
const told = (page: Page) => page.locator(".steps button").evaluateAll((all) => all.map((each) => each.ariaLabel));

const EXPECTED = `# A draft made by rules. A speaker is sure only where a tag in the text names one.

show: Ferry
text: ferry.txt

cast:  # two voices are enough
  NARRATOR: { voice: bm_george }
  ANA: { voice: bf_isabella }  # the text does not say whether a man or a woman; 2 lines
  TOM: { voice: bm_lewis }   # a man; 2 lines

scenes:
  - { id: pier, from: start, space: open-field }  # “at the pier”

choices:
  - { id: does-she-go, at: { after: "home, Ana" }, ask: Does she go?, options: [{ id: she-stays, words: She stays }, { id: she-goes, words: She goes, to: end }] }

lines:
  - { id: is-anyone-aboard, quote: "Is anyone aboard?", by: ANA, take: takes/is-anyone-aboard.wav }
  - { id: i-told-you-not, quote: "I told you not to come,", by: TOM }
  - { id: you-told-me-a, quote: "You told me a great many things.", by: ANA }
  - { id: go-home-ana, quote: "Go home, Ana.", by: TOM }

cues:
  - { id: rain, bed: rain, from: "answered.", until: { after: "was calm" }, fade: { in: 0.6s }, ride: [{ at: told you not to come, gain: -6dB, over: 2s }] }
  - { id: door-strike, spot: door-strike, at: { after: "cabin, hard" } }
`;
