// What newer parts of the script are set by in the page: languages, persons, blends, roles by scene, speech tags, tones with
// their strength, roles of sounds; and roles that live in a file which other scripts share.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { shut } from "./open.ts";
import { end, openStudio, PROGRAM } from "./program.ts";
import { inStep, point } from "./words.ts";

afterEach(end);
afterAll(shut);

const TEXT = `“I am leaving,” said Danny.

The telephone rang. “It is me,” said Danny. He sighed.
`;

const SCRIPT = `show: The call # its title
text: call.txt
cast:
  # He is young.
  DANNY: { voice: am_adam } # for now
  ANN: { voice: af_heart }
scenes:
  - { id: street, from: "I am leaving" }
  - { id: call, from: "The telephone rang", title: The Call }
lines:
  - { quote: "I am leaving", by: DANNY } # the first
  - { quote: "It is me", by: DANNY }
cues:
  - { id: sigh, spot: sigh, at: "He sighed" }
`;

/** Makes a choice and waits until the page has it. */
async function step(page: Page, act: () => Promise<unknown>, script: () => Promise<string>): Promise<void> {
  const before = await script();
  await act();
  await expect.poll(script).not.toBe(before);
  await inStep(page);
}

/** Undoes all steps, and does them again. */
async function backAndForth(page: Page, script: () => Promise<string>, begin: string): Promise<void> {
  const done = await script();
  for (const [button, until] of [
    [/^Undo:/, begin],
    [/^Redo:/, done],
  ] as const) {
    for (let left = 40; left > 0 && (await script()) !== until; left--)
      await step(page, () => page.getByRole("button", { name: button }).click(), script);
    expect(await script()).toBe(until);
  }
}

test.skipIf(!PROGRAM)("a person is given to a role, and its script is what a person would write", async () => {
  const { page, folder, faults } = await openStudio({ "show.yaml": SCRIPT, "call.txt": TEXT }, "show.yaml");
  const script = () => readFile(join(folder, "show.yaml"), "utf8");
  const set = (act: () => Promise<unknown>) => step(page, act, script);
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("Alt+3");
  await page.getByRole("button", { name: "More of ANN" }).click();
  const ann = page.locator(".role", { has: page.getByRole("button", { name: "More of ANN" }) });
  await set(() => ann.getByRole("button", { name: "old" }).click());
  await set(() => ann.getByLabel("Mix another voice into that of ANN").selectOption("bf_emma"));
  await ann.getByText("67 %", { exact: true }).waitFor();
  await set(() => ann.getByLabel("Language").selectOption("en"));
  await page.getByRole("button", { name: "More of ANN" }).click();

  await page.getByRole("button", { name: "More of DANNY" }).click();
  const danny = page.locator(".role", { has: page.getByRole("button", { name: "More of DANNY" }) });
  const size = danny.getByRole("slider", { name: "Size" });
  await size.focus();
  await set(() => page.keyboard.press("ArrowLeft"));
  await set(() => danny.getByLabel("“said …”").selectOption("speak"));
  await danny.getByLabel("A scene in which DANNY is different").selectOption("call");
  const there = danny.getByRole("group", { name: "DANNY in The Call" });
  await set(() => there.getByLabel("Heard through").selectOption("telephone"));
  await set(() => there.getByLabel(/^Tone/).selectOption("out-of-breath"));
  const strength = there.getByRole("slider", { name: "Strength" });
  await strength.focus();
  await set(() => page.keyboard.press("ArrowLeft"));
  await set(() => page.getByRole("group", { name: "All roles" }).getByLabel("“said …”").selectOption("skip"));

  const { x, y } = await point(page, "leaving");
  await page.mouse.dblclick(x, y);
  const card = page.getByRole("dialog", { name: "The selected words" });
  await set(() => card.getByRole("button", { name: "thinking (a thought)" }).click());
  await set(() => card.getByLabel("Heard through").selectOption("memory"));
  await page.keyboard.press("Escape");
  await page.locator(".mark", { hasText: "sigh" }).click();
  await set(() => page.getByLabel("Made by").selectOption("DANNY"));
  expect(await script()).toBe(SET);

  await backAndForth(page, script, SCRIPT);
  // Without its differences the role is as everywhere.
  await set(() => danny.getByRole("button", { name: "DANNY in The Call as everywhere" }).click());
  expect(await script()).toBe(SET.replace(", in: { call: { effect: telephone, tone: out-of-breath 0.9 } }", ""));
  expect(faults).toEqual([]);
});

const SET = `show: The call # its title
text: call.txt
cast:
  # He is young.
  DANNY: { voice: am_adam, size: 0.99, tags: speak, in: { call: { effect: telephone, tone: out-of-breath 0.9 } } } # for now
  ANN: { voice: { af_heart: 1, bf_emma: 0.5 }, age: old, language: en }
tags: skip
scenes:
  - { id: street, from: "I am leaving" }
  - { id: call, from: "The telephone rang", title: The Call }
lines:
  - { quote: "I am leaving", by: DANNY, tone: thinking, effect: memory } # the first
  - { quote: "It is me", by: DANNY }
cues:
  - { id: sigh, spot: sigh, at: "He sighed", by: DANNY }
`;

const HOUSE = `# The house of the series.
cast:
  DANNY: { voice: am_adam } # in all chapters
`;

const CHAPTER = `show: The call
text: call.txt
use: house.yaml
lines:
  - { quote: "I am leaving", by: DANNY }
  - { quote: "It is me", by: DANNY }
`;

test.skipIf(!PROGRAM)(
  "a role of a shared file is changed there, undone there, and followed when others change it",
  async () => {
    const files = { "show.yaml": CHAPTER, "house.yaml": HOUSE, "call.txt": TEXT };
    const { page, folder, faults } = await openStudio(files, "show.yaml");
    const read = (name: string) => readFile(join(folder, name), "utf8");
    const both = async () => `${await read("show.yaml")}---\n${await read("house.yaml")}`;
    await page.locator(".row").first().waitFor();
    await page.keyboard.press("Alt+3");
    const danny = page.locator(".role", { has: page.getByRole("button", { name: "More of DANNY" }) });
    await danny.getByText("in house.yaml").waitFor();
    await step(page, () => page.getByLabel("Voice of DANNY").selectOption("am_puck"), both);
    expect(await read("house.yaml")).toBe(HOUSE.replace("am_adam", "am_puck"));
    expect(await read("show.yaml")).toBe(CHAPTER);
    await page.getByText("Cast am_puck as DANNY (house.yaml)").first().waitFor();
    // For this show alone.
    await page.getByRole("button", { name: "More of DANNY" }).click();
    await danny.getByLabel("Changes are written to").selectOption("script");
    await step(page, () => danny.getByRole("button", { name: "old" }).click(), both);
    expect(await read("show.yaml")).toBe(
      `${CHAPTER}`.replace("use: house.yaml\n", "use: house.yaml\ncast:\n  DANNY: { age: old }\n"),
    );
    // Another editor writes beside the steps: they are undone around it.
    await writeFile(join(folder, "house.yaml"), (await read("house.yaml")).replace(" }", ", pace: 0.9 }"));
    await expect.poll(() => danny.getByRole("slider", { name: "Pace" }).inputValue()).toBe("0.9");
    await inStep(page);
    for (let undo = 0; undo < 2; undo++)
      await step(page, () => page.getByRole("button", { name: /^Undo:/ }).click(), both);
    expect(await both()).toBe(`${CHAPTER}---\n${HOUSE.replace(" }", ", pace: 0.9 }")}`);
    for (let redo = 0; redo < 2; redo++)
      await step(page, () => page.getByRole("button", { name: /^Redo:/ }).click(), both);
    expect(await read("house.yaml")).toBe(HOUSE.replace("am_adam }", "am_puck, pace: 0.9 }"));
    expect(faults).toEqual([]);
  },
);
