import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { open, type Opened, shut } from "./open.ts";
import { heardByMicrophone } from "./words.ts";

let at: Opened;
beforeEach(async () => {
  at = await open({}, { permissions: ["microphone"] });
});
afterEach(async () => {
  expect(at.faults).toEqual([]);
  await at.close();
});
afterAll(shut);

test("a recording is kept, cut at its wave, compared, and another one chosen", async () => {
  const { page, server } = at;
  await page.locator(".said").nth(3).dblclick();
  await page.getByRole("button", { name: "Record this line" }).click();
  await page.locator(".take .bar").waitFor();
  await heardByMicrophone(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "keep" }).click();
  const begins = page.getByRole("slider", { name: "The recording begins" });
  await begins.focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
  await expect
    .poll(() => server.gestures.at(-1))
    .toMatchObject({ do: "line", set: { take: { file: expect.stringMatching(/-1\.wav$/), start: "0.03s" } } });
  const wave = (await page.locator(".trim canvas").boundingBox())!;
  await page.mouse.move(wave.x + wave.width, wave.y + 20);
  await page.mouse.down();
  await page.mouse.move(wave.x + wave.width / 2, wave.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(() => server.gestures.at(-1))
    .toMatchObject({ set: { take: { start: "0.03s", end: expect.any(String) } } });
  const heard = page.waitForRequest((request) => request.url().includes("/api/take/sound"));
  await page.getByRole("button", { name: "hear the recording" }).click();
  expect(new URL((await heard).url()).searchParams.get("start")).toBe("0.03");
  await page.getByRole("button", { name: "take 2" }).click();
  await expect.poll(() => server.gestures.at(-1)).toMatchObject({ set: { take: expect.stringMatching(/-2\.wav$/) } });
  await page.getByRole("button", { name: "back to the voice" }).click();
  await expect.poll(() => server.gestures.at(-1)).toMatchObject({ set: { take: null } });
});

test("a role has its reading sheet", async () => {
  await at.page.keyboard.press("Alt+3");
  await at.page.getByRole("button", { name: "More of ANA" }).click();
  const sheet = at.page.getByRole("link", { name: "Reading sheet of ANA" });
  expect(await sheet.getAttribute("href")).toBe("/api/sheet?role=ANA");
});
