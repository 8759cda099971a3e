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

test("a point of the level is added, dragged off the words, and removed", async () => {
  const night = await point("Beds", 20 * WORD);
  // At −10 dB of −42 to 6 the line is at two thirds of the row.
  const row = (await at.page.locator(".head", { hasText: "Beds" }).boundingBox())!;
  const top = row.y + 2;
  const tall = await rowHeight(row.height);
  const line = (gain: number) => top + tall * (1 - (gain + 42) / 48);
  await at.page.mouse.dblclick(night.x, line(-10));
  await expect
    .poll(() => at.server.gestures[0])
    .toMatchObject({ do: "ride", cue: "night", set: { gain: "-10dB", over: "2s" } });
  const ride = at.server.model.cues.find((each) => each.id === "night")!.rides[0]!;
  const from = ride.at as { word: number; edge: string; offset: number };
  const begins = (from.word + (from.edge === "after" ? 1 : 0)) * WORD + from.offset * 48_000;
  const dot = await point("Beds", begins + 2 * 48_000);
  await at.page.waitForTimeout(100);
  await at.page.keyboard.down("Shift");
  await drag(dot.x, line(-10), dot.x + 37, line(-10) + tall / 4);
  await at.page.keyboard.up("Shift");
  await expect.poll(() => at.server.gestures[1]).toMatchObject({ do: "ride", cue: "night", ride: 0 });
  const set = (at.server.gestures[1] as unknown as { set: { at: { offset: number }; gain: string } }).set;
  expect(set.at.offset).not.toBe(0);
  expect(parseFloat(set.gain)).toBeLessThan(-18);
  await at.page.waitForTimeout(100);
  await at.page.keyboard.down("Alt");
  await at.page.mouse.click(dot.x + 37, line(parseFloat(set.gain)));
  await at.page.keyboard.up("Alt");
  await expect.poll(() => at.server.gestures[2]).toEqual({ do: "ride", cue: "night", ride: 0 });
});

/** The height of a row of a lane of two rows, without its rim. */
const rowHeight = async (lane: number) => Math.floor((lane - 2) / 2) - 2;

async function drag(x: number, y: number, toX: number, toY: number): Promise<void> {
  await at.page.mouse.move(x, y);
  await at.page.mouse.down();
  await at.page.mouse.move((x + toX) / 2, (y + toY) / 2, { steps: 3 });
  await at.page.mouse.move(toX, toY, { steps: 3 });
  await at.page.mouse.up();
}

test("a drag along the ruler repeats a stretch, and a press goes there", async () => {
  const ruler = (await at.page.locator(".ruler").boundingBox())!;
  await drag(ruler.x + 100, ruler.y + 10, ruler.x + 200, ruler.y + 10);
  await at.page.locator(".band.looped").waitFor();
  await at.page.keyboard.press("Escape");
});

test("what the measurement finds is drawn, listed, and leads to its words", async () => {
  await at.page.getByRole("button", { name: "check", exact: true }).click();
  await at.page.getByText("1 line is hard to understand").waitFor();
  await at.page.keyboard.press("Alt+5");
  const row = at.page.getByRole("list", { name: "Lines that are hard to understand" }).getByRole("button");
  expect(await row.count()).toBe(1);
  await row.click();
  const line = at.server.model.lines.filter((each) => each.dialogue)[1]!;
  await expect.poll(() => at.page.locator(".clarity q").textContent()).not.toBe("");
  const { x, y } = await point(at.server.model.roles[line.role]!.name, (line.words[0] + 0.5) * WORD);
  await at.page.mouse.move(x, y);
  await expect.poll(() => at.page.locator(".hint").textContent()).toContain("clear speech needs 6 LU");
});
