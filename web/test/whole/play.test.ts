import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { open, type Opened, shut } from "./open.ts";

let at: Opened;
beforeEach(async () => {
  at = await open();
});
afterEach(async () => {
  expect(at.faults).toEqual([]);
  await at.close();
});
afterAll(shut);

const place = async () => Number(await at.page.getByRole("slider", { name: "Place in the show" }).inputValue());

test("Space plays, the place moves with the sound, and Space pauses", async () => {
  await at.page.keyboard.press("Space");
  await expect.poll(place, { timeout: 10_000 }).toBeGreaterThan(20_000);
  await at.page.keyboard.press("Space");
  await at.page.getByRole("button", { name: "Play", exact: true }).waitFor();
});

test("the spoken word is painted", async () => {
  await at.page.keyboard.press("Space");
  const spoken = () => at.page.evaluate(() => [...(CSS.highlights.get("spoken") ?? [])].map(String).join());
  const first = await spoken();
  await expect.poll(spoken, { timeout: 10_000 }).not.toBe(first);
});

test("a click on a word goes there", async () => {
  const words = await at.page.locator(".piece", { hasText: "She knocked" }).boundingBox();
  await at.page.mouse.click(words!.x + 10, words!.y + 12);
  await expect.poll(place).toBeGreaterThan(500_000);
});

test("a role is muted for listening, and the script stays", async () => {
  await at.page.keyboard.press("Alt+3");
  await at.page.locator(".cast-pane").getByRole("button", { name: "Mute ANA" }).click();
  await expect
    .poll(() => at.page.locator(".cast-pane").getByRole("button", { name: "Mute ANA" }).getAttribute("aria-pressed"))
    .toBe("true");
  expect(at.server.gestures).toEqual([]);
});
