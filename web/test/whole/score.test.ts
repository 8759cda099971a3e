import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { open, type Opened, shut } from "./open.ts";

let at: Opened;
beforeEach(async () => {
  at = await open();
  await at.page.locator(".lanes").waitFor();
});
afterEach(async () => {
  expect(at.faults).toEqual([]);
  await at.close();
});
afterAll(shut);

/** The point of a frame in a lane. */
async function point(lane: string, frame: number): Promise<{ x: number; y: number }> {
  const [head, canvas] = [
    await at.page.locator(".head", { hasText: lane }).boundingBox(),
    await at.page.locator(".lanes").boundingBox(),
  ];
  const all = await at.page.evaluate(async () => (await (await fetch("/api/timeline")).json()).frames as number);
  return { x: canvas!.x + (frame / (all * 1.02)) * canvas!.width, y: head!.y + 10 };
}

const WORD = 16_800;

test("a click on speech goes there and selects its line", async () => {
  const line = at.server.model.lines.find((each) => each.role === 1)!;
  const { x, y } = await point("ANA", (line.words[0] + 1.5) * WORD);
  await at.page.mouse.click(x, y);
  await expect.poll(() => at.page.locator(".target q").textContent()).toBe("Is anyone aboard");
});

test("the end of a bed is dragged, and snaps to a word", async () => {
  const river = at.server.model.cues.find((each) => each.id === "water")!;
  const until = river.until as { word: number };
  const bed = await point("Beds", (until.word + 1) * WORD);
  const second = bed.y + 16;
  await at.page.mouse.move(bed.x - 1, second);
  await at.page.mouse.down();
  await at.page.mouse.move(bed.x - 30, second, { steps: 3 });
  await at.page.mouse.move(bed.x - 60, second, { steps: 3 });
  await at.page.locator(".snap").waitFor();
  await at.page.mouse.up();
  await expect
    .poll(() => at.server.gestures[0])
    .toMatchObject({ do: "move-cue", cue: "water", until: { edge: expect.any(String) } });
});

test("plus and minus zoom, and the whole show comes back", async () => {
  await at.page.locator(".score-body").focus();
  const painted = () => at.page.locator(".ruler").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const all = await painted();
  await at.page.keyboard.press("+");
  await at.page.keyboard.press("+");
  await expect.poll(painted).not.toBe(all);
  await at.page.locator(".score").getByRole("button", { name: "all" }).click();
  await expect.poll(painted).toBe(all);
});

test("the height of the score is set with keys", async () => {
  const before = (await at.page.locator(".score").boundingBox())!.height;
  await at.page.getByRole("separator").focus();
  await at.page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await at.page.locator(".score").boundingBox())!.height).toBe(before + 24);
});

test("the level of a bed is dragged up and down", async () => {
  const bed = await point("Beds", 20 * WORD);
  await at.page.mouse.move(bed.x, bed.y);
  await at.page.mouse.down();
  await at.page.mouse.move(bed.x, bed.y + 10, { steps: 2 });
  await at.page.mouse.move(bed.x, bed.y + 16, { steps: 2 });
  await at.page.mouse.up();
  await expect
    .poll(() => at.server.gestures[0])
    .toMatchObject({ do: "set-cue", cues: ["night"], set: { gain: "-14dB" } });
});
