import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { open, type Opened, shut } from "./open.ts";
import { dragMark, dragOver, heardByMicrophone, point } from "./words.ts";

let at: Opened;
beforeEach(async () => {
  at = await open();
});
afterEach(async () => {
  expect(at.faults).toEqual([]);
  await at.close();
});
afterAll(shut);

test("the lines have the inks of their roles, and names beside them", async () => {
  const said = at.page.locator(".said", { hasText: "Is anyone aboard?" });
  expect(await said.getAttribute("class")).toContain("ink-0");
  expect(await at.page.locator(".note").first().textContent()).toContain("ANA");
  const [line, note] = [await said.boundingBox(), await at.page.locator(".note").first().boundingBox()];
  expect(Math.abs(line!.y - note!.y)).toBeLessThan(20);
});

test("words that are dragged over get a role, and the step can be undone", async () => {
  await dragOver(at.page, "nowhere", "else");
  await at.page.locator(".card").getByRole("button", { name: /^TOM/ }).click();
  await at.page.locator(".said.ink-1", { hasText: "nowhere else" }).waitFor();
  expect(at.server.gestures[0]).toMatchObject({ do: "line", set: { by: "TOM" } });
  await at.page.keyboard.press("Escape");
  await at.page.getByRole("button", { name: "Undo: Assign 1 line to TOM" }).click();
  await at.page.locator(".said", { hasText: "nowhere else" }).waitFor({ state: "detached" });
});

test("a double click means the line, whose tone is set in the card", async () => {
  const { x, y } = await point(at.page, "anyone");
  await at.page.mouse.dblclick(x, y);
  await at.page.locator(".card").getByRole("button", { name: "whisper" }).click();
  await expect
    .poll(() => at.server.gestures)
    .toEqual([{ do: "line", lines: [expect.any(String)], set: { tone: "whisper" } }]);
  await expect.poll(() => at.page.locator(".note").first().textContent()).toContain("whisper");
});

test("guesses are settled with one key each", async () => {
  await at.page.locator(".text").focus();
  await at.page.keyboard.press("n");
  await at.page.keyboard.press("y");
  await expect.poll(() => at.page.locator(".settle-count").textContent()).toContain("4 to settle");
  await at.page.keyboard.press("2");
  await expect.poll(() => at.page.locator(".settle-count").textContent()).toContain("3 to settle");
  expect(at.server.gestures.map((gesture) => gesture.do)).toEqual(["settle", "line"]);
});

test("a mark is dragged to other words and anchored there", async () => {
  await dragMark(at.page, "door-strike", "engine");
  await expect.poll(() => at.server.gestures[0]).toMatchObject({ do: "move-cue", cue: "knock", at: { edge: "after" } });
  expect(await at.page.locator(".card").count()).toBe(0);
  expect(await at.page.locator(".drop-line").count()).toBe(0);
});

test("Escape during a drag leaves the mark where it is", async () => {
  const mark = await at.page.locator(".mark", { hasText: "door-strike" }).boundingBox();
  const { x, y } = await point(at.page, "engine");
  await at.page.mouse.move(mark!.x + 10, mark!.y + 8);
  await at.page.mouse.down();
  await at.page.mouse.move(x, y, { steps: 5 });
  await at.page.keyboard.press("Escape");
  await at.page.mouse.up();
  expect(await at.page.locator(".drop-line").count()).toBe(0);
  expect(at.server.gestures).toEqual([]);
});

test("with keys alone a mark is reached, moved and removed", async () => {
  await at.page.locator(".text").focus();
  await at.page.keyboard.press("]");
  await at.page.keyboard.press("]");
  await at.page.keyboard.press("Alt+ArrowRight");
  await expect.poll(() => at.server.gestures.length).toBe(1);
  expect(at.server.gestures[0]).toMatchObject({ do: "move-cue" });
  const moved = (at.server.gestures[0] as { cue: string }).cue;
  await expect.poll(() => at.page.evaluate(() => (document.activeElement as HTMLElement).dataset.cue)).toBe(moved);
  await at.page.keyboard.press("Delete");
  await expect.poll(() => at.server.gestures[1]).toMatchObject({ do: "remove-cue" });
});

test("arrows go from word to word and row to row, and Enter opens the card", async () => {
  await at.page.locator(".text").focus();
  await at.page.keyboard.press("ArrowRight");
  await at.page.keyboard.press("Shift+ArrowRight");
  expect(await at.page.locator(".target q").textContent()).toBe("ferry lay");
  await at.page.keyboard.press("ArrowDown");
  expect(await at.page.locator(".target q").textContent()).not.toBe("ferry lay");
  await at.page.keyboard.press("Enter");
  await at.page.locator(".card").waitFor();
  await at.page.keyboard.press("Escape");
  expect(await at.page.locator(".card").count()).toBe(0);
});

test("a sound is searched and placed at the selected words", async () => {
  await dragOver(at.page, "Nobody", "answered");
  await at.page.keyboard.press("Escape");
  await at.page.keyboard.press("s");
  await at.page.keyboard.type("thunder");
  await at.page.getByRole("button", { name: "Place thunder as spot" }).click();
  await at.page.locator(".mark", { hasText: "thunder" }).waitFor();
  expect(at.server.gestures[0]).toMatchObject({
    do: "add-cue",
    kind: "spot",
    sound: "thunder",
    at: { edge: "start" },
    until: null,
  });
});

test("a bed gets a fade and a ride at the selected word", async () => {
  const { x, y } = await point(at.page, "hand flat");
  await at.page.mouse.click(x, y);
  await at.page.locator(".mark.bed", { hasText: "rain" }).click();
  await at.page.getByRole("slider", { name: "Fade in" }).focus();
  await at.page.keyboard.press("ArrowRight");
  await expect
    .poll(() => at.server.gestures[0])
    .toMatchObject({ do: "set-cue", cues: ["night"], set: { "fade.in": "0.6s" } });
  await at.page.getByRole("button", { name: "Softer from" }).click();
  await at.page.getByRole("slider", { name: "rides to" }).waitFor();
  expect(at.server.gestures[1]).toMatchObject({ do: "ride", cue: "night", set: { gain: "-16dB", over: "2s" } });
});

test("presses on a slider that are faster than the answers are all kept", async () => {
  await at.page.route("**/api/edit", async (route) => {
    await new Promise((done) => setTimeout(done, 150));
    await route.continue();
  });
  await at.page.locator(".mark.bed", { hasText: "rain" }).first().click();
  const slider = at.page.getByRole("slider", { name: "Fade in" });
  await slider.focus();
  for (let press = 0; press < 6; press++) {
    await at.page.keyboard.press("ArrowRight");
    await at.page.waitForTimeout(70);
  }
  await expect.poll(() => at.server.gestures.at(-1)).toMatchObject({ set: { "fade.in": "1.1s" } });
  await expect.poll(() => slider.inputValue()).toBe("1.1");
});

test("a line is recorded with the microphone and kept as its take", async () => {
  const { x, y } = await point(at.page, "anyone");
  await at.page.mouse.dblclick(x, y);
  await at.page.getByRole("button", { name: "Record this line" }).click();
  await heardByMicrophone(at.page);
  await at.page.getByRole("button", { name: "Stop" }).click();
  await at.page.getByRole("button", { name: "keep" }).click();
  await at.page.getByRole("button", { name: "back to the voice" }).waitFor();
  expect(at.server.gestures[0]).toMatchObject({ do: "line", set: { take: expect.stringMatching(/^takes\/.*\.wav$/) } });
});

test("a choice is added at words, and its options are changed in its card", async () => {
  await dragOver(at.page, "bollard", "twice");
  await at.page.locator(".card").getByRole("button", { name: "choice" }).click();
  await at.page.getByLabel("Question").fill("What now?");
  await at.page.getByLabel("Option 1").fill("Go in");
  await at.page.getByLabel("Option 2").fill("Wait");
  await at.page.getByLabel("goes to").nth(1).selectOption("morning");
  await at.page.getByRole("button", { name: "Add the choice" }).click();
  await at.page.locator(".mark.choice").click();
  await at.page.getByLabel("Option 1").fill("Go into the cabin");
  await at.page.getByLabel("Option 1").blur();
  await expect
    .poll(() => at.server.gestures)
    .toMatchObject([
      { do: "add-choice", set: { ask: "What now?" }, options: [{ words: "Go in" }, { words: "Wait", to: "morning" }] },
      { do: "set-choice", choice: "choice.o0", set: { words: "Go into the cabin" } },
    ]);
});

test("a scene gets another title", async () => {
  await at.page.getByRole("button", { name: "The Pier" }).click();
  await at.page.getByLabel("Title").fill("At the Pier");
  await at.page.getByLabel("Title").blur();
  await at.page.getByRole("heading", { name: "At the Pier" }).waitFor();
});

test("undo and redo by keys do not depend on Caps Lock", async () => {
  await dragOver(at.page, "Nobody", "answered");
  await at.page.keyboard.press("Escape");
  await at.page.keyboard.press("x");
  await at.page.getByRole("button", { name: /^Undo:/ }).waitFor();
  await at.page.keyboard.press("Control+Z");
  await at.page.getByRole("button", { name: /^Redo:/ }).waitFor();
  await at.page.keyboard.press("Control+Shift+z");
  await at.page.getByRole("button", { name: "Nothing to redo" }).waitFor();
});
