// A hundred random gestures of a user in a real page while another editor saves: after each, the page shows what a fresh page
// shows, and the file is what the server has. `STEPS` and `SEEDS` choose how many and which.

import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { Dice } from "../whole/dice.ts";
import { shut } from "../whole/open.ts";
import { end, openPage, openStudio, type Program, PROGRAM } from "../whole/program.ts";
import { INTERACTIVE, LINEAR, TEXT } from "../whole/shows.ts";
import { dragMark, dragOver, inStep, point } from "../whole/words.ts";

afterEach(end);
afterAll(shut);

const STEPS = Number(process.env.STEPS ?? 100);
const SEEDS = (process.env.SEEDS ?? "1").split(",").map(Number);

const WORDS = ["Anna", "door", "never", "Rain", "loudly", "Nobody", "again", "somebody", "morning", "empty", "Boris"];
const KEYS = [
  ...["n", "y", "1", "2", "0", "x", "h", "e", "]", "[", "Enter", "Escape", "ArrowRight", "Shift+ArrowRight", "Delete"],
  ...["Alt+ArrowRight", "Alt+ArrowLeft", "Control+z", "Control+Shift+Z"],
];

/** What is not there or covered is not waited for. */
const SOON = { timeout: 1_500 };

type Act = readonly [string, () => Promise<unknown>];

/** What a user, or another editor, does at random. */
function acts(page: Page, folder: string, dice: Dice): readonly Act[] {
  const [word, key] = [dice.of(WORDS), dice.of(KEYS)];
  const script = join(folder, "show.yaml");
  return [
    [`key ${key}`, () => page.keyboard.press(key)],
    [`key ${key}`, () => page.keyboard.press(key)],
    [`click ${word}`, async () => clickAt(page, await point(page, word))],
    [`select to ${word}`, () => dragOver(page, "Go now", word)],
    ["place", () => place(page, dice.of(["spot", "bed", "music"]))],
    [`drag to ${word}`, () => dragMark(page, "door-strike", word)],
    ["tone", () => tone(page, word, dice.of(["whisper", "angry", "as the role", "thinking (a thought)"]))],
    ["slide", () => slide(page, dice)],
    ["voice", () => cast(page, dice)],
    ["type", () => type(page, dice)],
    // The other editor appends, replaces the file, or writes the text.
    ["save", () => appendFile(script, "# theirs\n")],
    ["replace", () => replace(script)],
    ["write", async () => writeFile(join(folder, "door.txt"), `${TEXT}\nRow ${dice.below(9)}.\n`)],
  ];
}

const clickAt = (page: Page, { x, y }: { x: number; y: number }) => page.mouse.click(x, y);

async function place(page: Page, kind: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+2");
  await page.getByLabel("Search a sound").fill("rain", SOON);
  await page.locator(".segments button", { hasText: kind }).first().click(SOON);
  await page.getByRole("button", { name: `Place rain as ${kind}` }).click(SOON);
  await page.keyboard.press("Escape");
}

async function tone(page: Page, word: string, name: string): Promise<void> {
  const { x, y } = await point(page, word);
  await page.mouse.dblclick(x, y);
  await page.locator(".card").getByRole("button", { name, exact: true }).click(SOON);
}

/** Moves a slider of whatever card is open. */
async function slide(page: Page, dice: Dice): Promise<void> {
  const sliders = page.locator(".card input[type=range]");
  const count = await sliders.count();
  if (count === 0) return;
  await sliders.nth(dice.below(count)).focus(SOON);
  await page.keyboard.press(dice.of(["ArrowRight", "ArrowLeft"]));
}

async function cast(page: Page, dice: Dice): Promise<void> {
  await page.keyboard.press("Alt+3");
  const voice = page.getByLabel(`Voice of ${dice.of(["ANNA", "BORIS", "NARRATOR"])}`);
  await voice.selectOption(dice.of(["bf_emma", "am_puck", "af_bella"]), SOON);
}

/** Types a comment somewhere in the script. */
async function type(page: Page, dice: Dice): Promise<void> {
  await page.keyboard.press("Alt+4");
  await page.locator(".cm-content").waitFor(SOON);
  await page.locator(".cm-line").nth(dice.below(10)).click(SOON);
  await page.keyboard.press("End");
  await page.keyboard.type(`  # ${dice.below(100)}`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+1");
}

async function replace(script: string): Promise<void> {
  await writeFile(`${script}.new`, `# theirs\n${await readFile(script, "utf8")}`);
  await rename(`${script}.new`, script);
}

/** What a page shows of the show, without what depends on the way to it. */
function shown(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    // The order of attributes and of classes depends on the way to them.
    const attributes = ({ attributes }: Element) => {
      const own = [...attributes].filter(({ name }) => name !== "style" && name !== "aria-expanded");
      const words = (name: string, value: string) =>
        name === "class" ? value.split(/\s+/).sort().join(" ").trim() : value;
      return own.map(({ name, value }) => ` ${name}="${words(name, value)}"`).sort();
    };
    const plain = (node: Node): string => {
      if (!(node instanceof Element)) return node.textContent ?? "";
      const inside = [...node.childNodes].map(plain).join("");
      return `<${node.localName}${attributes(node).join("")}>${inside}</${node.localName}>`;
    };
    const parts = document.querySelectorAll(".row, .settle-count, .steps button, .top .count, .top .title");
    return [...parts].map(plain);
  });
}

/** Waits until the page, a fresh page, the server and the file agree, and says where they do not. */
async function agree(page: Page, fresh: Page, program: Program, what: string): Promise<void> {
  const differs = async () => {
    const [one, other] = await Promise.all([shown(page), shown(fresh)]);
    const at = one.findIndex((part, index) => part !== other[index]);
    if (one.length !== other.length || at >= 0) return { page: one[at], fresh: other[at] };
    const { script } = await program.show();
    const file = await readFile(join(program.folder, "show.yaml"), "utf8");
    return script.text === file ? null : { server: script.text, file };
  };
  await expect.poll(differs, { message: what }).toBe(null);
}

test
  .skipIf(!PROGRAM)
  .each(
    SEEDS.flatMap((seed) => [["linear", LINEAR, seed] as const, ["interactive", INTERACTIVE, 100 + seed] as const]),
  )(
  "random gestures on the page of a show that is %s show what a fresh page shows",
  {
    timeout: STEPS * 15_000,
  },
  async (_, script, seed) => {
    const files = { "show.yaml": script, "door.txt": TEXT };
    const { page, folder, program, faults } = await openStudio(files, "show.yaml");
    await page.locator(".row").first().waitFor();
    const dice = new Dice(seed);
    const fresh = (await openPage(program)).page;
    for (let round = 0; round < STEPS; round++) {
      const [name, act] = dice.of(acts(page, folder, dice));
      // A card may lie over the words, and a mark may be gone.
      await act().catch((error: Error) => expect(error.message).toMatch(/not on the screen|null|Timeout/));
      await inStep(page);
      await fresh.reload();
      await fresh.locator(".row, .nothing").first().waitFor();
      await agree(page, fresh, program, `${seed}, ${round}: ${name}`);
    }
    // What a gesture is refused for is in the console of the browser too.
    expect(faults.filter((fault) => !/status of 4(09|22)/.test(fault))).toEqual([]);
  },
);
