import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import { open, type Opened, shut } from "./open.ts";

let at: Opened;
beforeEach(async () => {
  at = await open({ choices: true });
  await at.page.keyboard.press("Alt+7");
  await at.page.locator(".node").first().waitFor();
});
afterEach(async () => {
  expect(at.faults).toEqual([]);
  await at.close();
});
afterAll(shut);

const node = (title: string) =>
  at.page.locator(".node", { has: at.page.locator(".node-head", { hasText: title }) }).first();
const exit = (words: string) => at.page.locator(".exit", { hasText: words }).first();
/** The middle of an element, once it rests: the map moves smoothly. */
const middle = async (of: Locator) => {
  for (let last = ""; ;) {
    const box = (await of.boundingBox())!;
    if (JSON.stringify(box) === last) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    last = JSON.stringify(box);
    await at.page.waitForTimeout(60);
  }
};

async function drag(from: Locator, to: Locator): Promise<void> {
  const start = await middle(from);
  await at.page.mouse.move(start.x, start.y);
  await at.page.mouse.down();
  await at.page.mouse.move(start.x + 12, start.y + 12, { steps: 3 });
  const end = await middle(to);
  await at.page.mouse.move(end.x, end.y, { steps: 6 });
  await at.page.mouse.up();
}

test("scenes are boxes with their exits, and scenes that no path reaches are marked", async () => {
  expect(await at.page.locator(".node").count()).toBe(8);
  expect(await exit("Up the stairs").textContent()).toContain("courage = courage + 1 · after 8 s");
  expect(await exit("Down the passage").textContent()).toContain("when not storm");
  expect(await node("The Well").getAttribute("class")).toContain("never");
  expect(await node("The Well").locator(".warned").getAttribute("title")).toContain("no path leads to the scene");
  await expect.poll(() => at.page.locator(".figures").textContent()).toContain("3 endings · endlessly many paths");
});

test("a click on a scene moves the text there, and it is played from there", async () => {
  await node("The Cellar").locator(".node-head").click();
  await at.page.locator(".map-details", { hasText: "The Cellar" }).waitFor();
  await at.page.getByRole("button", { name: "Play from here" }).click();
  await at.page.locator(".node.here", { hasText: "The Cellar" }).waitFor();
  await at.page.getByRole("button", { name: "Pause" }).click();
});

test("the end of an option is dragged to another scene, to the end and on", async () => {
  await at.page.getByRole("button", { name: "The whole map" }).click();
  await drag(exit("Back to the hall").locator(".port"), node("The Boat").locator(".node-head"));
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({ do: "set-choice", choice: "ring.back", set: { to: "boat" } });
  await drag(exit("Untie it").locator(".port"), at.page.locator("[data-goal=end]"));
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({ do: "set-choice", choice: "ring.untie", set: { to: "end" } });
  await drag(exit("Out into the rain").locator(".port"), at.page.locator('[data-goal=":on"]'));
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({ do: "set-choice", choice: "ways.out", set: { to: null } });
  // A way after a scene keeps its condition.
  await drag(node("The Stairs").locator(".port").first(), node("The Boat").locator(".node-head"));
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({
      do: "set-scene",
      scenes: ["stairs"],
      set: { then: [{ to: "boat", when: "lamp and courage >= 1" }, "dark"] },
    });
});

test("Escape during a drag changes nothing, and so does a drop beside all scenes", async () => {
  const start = await middle(exit("Untie it").locator(".port"));
  await at.page.mouse.move(start.x, start.y);
  await at.page.mouse.down();
  await at.page.mouse.move(start.x + 60, start.y + 90, { steps: 4 });
  await at.page.keyboard.press("Escape");
  await at.page.mouse.up();
  expect(await at.page.locator(".drops").count()).toBe(0);
  expect(at.server.gestures).toEqual([]);
});

test("with keys alone a scene is reached, opened and changed", async () => {
  await at.page.locator(".node-head").first().focus();
  await at.page.keyboard.press("ArrowRight");
  await at.page.keyboard.press("ArrowRight");
  const focused = () =>
    at.page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-scene]")?.dataset.scene);
  expect(await focused()).toBe("stairs");
  await at.page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("cellar");
  await at.page.keyboard.press("Home");
  expect(await focused()).toBe("door");
  await at.page.keyboard.press("Enter");
  await at.page.getByLabel("Question", { exact: true }).fill("Lamp or no lamp?");
  await at.page.keyboard.press("Tab");
  await expect
    .poll(() => at.server.gestures)
    .toEqual([{ do: "set-choice", choice: "nail", set: { ask: "Lamp or no lamp?" } }]);
});

test("options, times, conditions and new values are set in the card of a scene", async () => {
  await node("The Cellar").locator(".node-head").click();
  const card = at.page.locator(".map-details");
  await card.getByLabel("Time to decide, in seconds").fill("6");
  await at.page.keyboard.press("Tab");
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({ do: "set-choice", choice: "ring", set: { wait: "6s", default: "untie" } });
  await card.getByRole("button", { name: "one more option" }).click();
  await card.getByLabel("Option 3").waitFor();
  await card.locator("summary", { hasText: "shown" }).click();
  await card.getByLabel("Offered when").last().fill("lamp");
  await at.page.keyboard.press("Tab");
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({ do: "set-choice", choice: "ring.option", set: { when: "lamp" } });
  await card.getByLabel("Set a variable").last().selectOption("courage");
  await expect
    .poll(() => at.server.gestures.at(-1))
    .toEqual({ do: "set-choice", choice: "ring.option", set: { "set.courage": "courage + 1" } });
});

test("a choice is added at the end of a scene, and a variable to what the show remembers", async () => {
  await node("The Boat").locator(".node-head").click();
  await at.page.getByRole("button", { name: "a choice at its end" }).click();
  await expect.poll(() => at.server.gestures.at(-1)).toMatchObject({ do: "add-choice", at: { edge: "after" } });
  await at.page.getByRole("button", { name: "Variables" }).click();
  await at.page.getByLabel("New variable").fill("has-oar");
  await at.page.getByRole("button", { name: "remember it" }).click();
  await expect.poll(() => at.server.gestures.at(-1)).toEqual({ do: "set-variable", name: "has-oar", value: false });
});

test("the list has the same, and finds a scene", async () => {
  await at.page.getByRole("button", { name: "List" }).click();
  expect(await at.page.locator(".story-list > ol > li").count()).toBe(8);
  await at.page.getByLabel("Find a scene").fill("untie");
  expect(await at.page.locator(".list-scene").allTextContents()).toHaveLength(1);
  await at.page.locator(".goal", { hasText: "The Boat" }).click();
  await at.page.locator(".map-details", { hasText: "The Boat" }).waitFor();
});

test("the map rests where it is when its figures come", async () => {
  await at.close();
  at = await open({ choices: true });
  await at.page.keyboard.press("Alt+7");
  const canvas = at.page.locator(".map-canvas");
  const early = await canvas.boundingBox();
  await expect.poll(() => at.page.locator(".figures").textContent()).toContain("3 endings");
  expect(await canvas.boundingBox()).toEqual(early);
});

test("the map is moved by hand and scaled by the wheel", async () => {
  const first = await middle(node("The Tower Door"));
  const canvas = (await at.page.locator(".map-canvas").boundingBox())!;
  await at.page.mouse.move(canvas.x + canvas.width / 2, canvas.y + 40);
  await at.page.mouse.down();
  await at.page.mouse.move(canvas.x + canvas.width / 2 + 30, canvas.y + 60, { steps: 3 });
  await at.page.mouse.up();
  const away = async () => {
    const moved = await middle(node("The Tower Door"));
    return [moved.x - first.x, moved.y - first.y].map(Math.round);
  };
  await expect.poll(away).toEqual([30, 20]);
  const width = async () => (await node("The Tower Door").boundingBox())!.width;
  const before = await width();
  await at.page.keyboard.down("Control");
  await at.page.mouse.wheel(0, -120);
  await at.page.keyboard.up("Control");
  await expect.poll(width).toBeGreaterThan(before * 1.2);
});
