// The page of the program itself: random gestures by mouse and keys, two pages at once, a program that goes away.

import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { Dice } from "./dice.ts";
import { shut } from "./open.ts";
import { end, fileOf, openPage, openStudio, Program, PROGRAM } from "./program.ts";
import { INTERACTIVE, LINEAR, TEXT, WORLD, WORLD_TEXT } from "./shows.ts";
import { dragMark, dragOver, inStep, point } from "./words.ts";

afterEach(end);
afterAll(shut);

const WORDS = ["Anna", "door", "never", "Rain", "loudly", "Nobody", "again", "somebody", "morning", "empty", "Boris"];
const KEYS = ["n", "y", "1", "2", "0", "x", "h", "e", "]", "[", "Enter", "Escape", "ArrowRight", "Shift+ArrowRight"];

/** What a user does at random. */
async function act(page: Page, folder: string, dice: Dice): Promise<string> {
  const word = dice.of(WORDS);
  const key = dice.of([...KEYS, "Alt+ArrowRight", "Alt+ArrowLeft", "Control+z", "Control+Z"]);
  const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
    [`key ${key}`, () => page.keyboard.press(key)],
    [`key ${key}`, () => page.keyboard.press(key)],
    [`click ${word}`, async () => clickAt(page, await point(page, word))],
    [`select to ${word}`, () => dragOver(page, "Go now", word)],
    ["place", () => place(page, dice.of(["spot", "bed", "music"]))],
    [`drag to ${word}`, () => dragMark(page, "door-strike", word)],
    ["save", () => appendFile(join(folder, "show.yaml"), "# theirs\n")],
    ["write", async () => writeFile(join(folder, "door.txt"), `${TEXT}\nRow ${dice.below(9)}.\n`)],
  ];
  const [name, run] = dice.of(acts);
  // A card may lie over the words, and a mark may be gone.
  await run().catch((error: Error) => expect(error.message).toMatch(/not on the screen|null|Timeout/));
  return name;
}

const clickAt = (page: Page, { x, y }: { x: number; y: number }) => page.mouse.click(x, y);

async function place(page: Page, kind: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+2");
  await page.getByLabel("Search a sound").fill("rain");
  await page.locator(".segments button", { hasText: kind }).click();
  await page.getByRole("button", { name: `Place rain as ${kind}` }).click({ timeout: 2_000 });
  await page.keyboard.press("Escape");
}

/** What a page shows of the show, without what depends on the way to it. */
function shown(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const plain = (node: Element) => {
      const copy = node.cloneNode(true) as HTMLElement;
      for (const each of [copy, ...copy.querySelectorAll<HTMLElement>("*")]) {
        each.removeAttribute("style");
        each.removeAttribute("aria-expanded");
      }
      return copy.outerHTML;
    };
    const parts = document.querySelectorAll(".row, .settle-count, .steps button, .top .count, .top .title");
    return [...parts].map(plain);
  });
}

/** It takes long: `STEPS=8` runs it. */
const STEPS = Number(process.env.STEPS ?? 0);

test.skipIf(!PROGRAM || STEPS === 0).each([
  ["linear", LINEAR, 1],
  ["interactive", INTERACTIVE, 2],
])("random gestures on the page of a show that is %s show what a fresh page shows", async (_, script, seed) => {
  const { page, folder, program, faults } = await openStudio({ "show.yaml": script, "door.txt": TEXT }, "show.yaml");
  await page.locator(".row").first().waitFor();
  const dice = new Dice(seed);
  // What is not there now is not waited for.
  page.setDefaultTimeout(3_000);
  const fresh = (await openPage(program)).page;
  for (let round = 0; round < STEPS; round++) {
    const name = await act(page, folder, dice);
    await inStep(page);
    await fresh.reload();
    await fresh.locator(".row").first().waitFor();
    await expect.poll(async () => [await shown(page)], { message: `${round}: ${name}` }).toEqual([await shown(fresh)]);
    const { script } = await program.show();
    expect(script.text, name).toBe(await fileOf({ folder }, "show.yaml"));
  }
  // What a gesture is refused for is in the console of the browser too.
  expect(faults.filter((fault) => !/status of 4(09|22)/.test(fault))).toEqual([]);
});

test.skipIf(!PROGRAM)("a step on one page is shown and undone on another", async () => {
  const { page, program } = await openStudio({ "show.yaml": LINEAR, "door.txt": TEXT }, "show.yaml");
  const other = (await openPage(program)).page;
  await other.locator(".settle-count b", { hasText: "6" }).waitFor();
  await page.locator(".text").focus();
  await page.keyboard.press("n");
  await page.keyboard.press("y");
  await other.locator(".settle-count b", { hasText: "5" }).waitFor();
  await other.keyboard.press("Control+z");
  await page.locator(".settle-count b", { hasText: "6" }).waitFor();
  expect(await fileOf(program, "show.yaml")).toBe(LINEAR);
});

test.skipIf(!PROGRAM)("what is typed while the program is away is written when it is back", async () => {
  const { page, program, folder } = await openStudio({ "show.yaml": LINEAR, "door.txt": TEXT }, "show.yaml");
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("Alt+4");
  await page.locator(".cm-content").waitFor();
  await program.stop("SIGKILL");
  await page.getByText("The program cannot be reached.").first().waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# typed while away\n");
  const again = await Program.start(folder, "show.yaml", Number(new URL(program.address).port));
  // The browser has no session with the new program until its address is opened.
  await page.getByText("Please open the address that it printed.").first().waitFor();
  await (await page.context().newPage()).goto(again.address);
  await expect.poll(() => readFile(join(folder, "show.yaml"), "utf8")).toBe(`# typed while away\n${LINEAR}`);
  await page.getByText("Please open the address that it printed.").first().waitFor({ state: "detached" });
});

test.skipIf(!PROGRAM)(
  "names beside short paragraphs do not cover each other, also in a column of another width",
  async () => {
    const { page } = await openStudio({ "show.yaml": WORLD, "world.txt": WORLD_TEXT }, "show.yaml");
    await page.locator(".note").first().waitFor();
    const covered = () =>
      page.evaluate(() => {
        const boxes = [...document.querySelectorAll(".note")].map((note) => note.getBoundingClientRect());
        return boxes.some((box, at) => at > 0 && box.top < boxes[at - 1]!.bottom - 0.5);
      });
    for (const width of [1440, 820, 1280]) {
      await page.setViewportSize({ width, height: 1000 });
      await expect.poll(covered).toBe(false);
    }
  },
);
