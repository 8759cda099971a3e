import { afterAll, expect, test } from "vitest";
import { open, shut } from "./open.ts";

afterAll(shut);

const LONG = { sentences: 9_000, cues: 20_000 };

test("only the paragraphs near the screen are in the document of a ten-hour show", async () => {
  const { page, faults, close } = await open(LONG);
  expect(await page.locator(".row").count()).toBeLessThan(60);
  await page.locator(".text").focus();
  await page.keyboard.press("Control+End");
  await expect
    .poll(() => page.locator(".row").last().getAttribute("data-paragraph"))
    .toBe(String((await paragraphs(page)) - 1));
  expect(await page.locator(".row").count()).toBeLessThan(60);
  await page.keyboard.press("Control+Home");
  await expect.poll(() => page.locator(".row").first().getAttribute("data-paragraph")).toBe("0");
  expect(faults).toEqual([]);
  await close();
});

const paragraphs = (page: Awaited<ReturnType<typeof open>>["page"]) =>
  page.evaluate(async () => (await (await fetch("/api/show")).json()).prose.paragraphs.length);

test("what is on the screen stays there while the rows above get their real heights", async () => {
  const { page, close } = await open(LONG);
  await page.evaluate(() => (document.querySelector(".text")!.scrollTop = 90_000));
  await page.waitForTimeout(200);
  const before = await page.evaluate(() => {
    const row = [...document.querySelectorAll<HTMLElement>(".row")].find(
      (each) => each.getBoundingClientRect().top > 200,
    )!;
    return [row.dataset.paragraph!, row.getBoundingClientRect().top] as const;
  });
  for (let step = 0; step < 10; step++) {
    await page.evaluate(() => (document.querySelector(".text")!.scrollTop -= 300));
    await page.waitForTimeout(30);
  }
  for (let step = 0; step < 10; step++) {
    await page.evaluate(() => (document.querySelector(".text")!.scrollTop += 300));
    await page.waitForTimeout(30);
  }
  const after = await page.evaluate(
    (row) => document.querySelector(`[data-paragraph="${row}"]`)?.getBoundingClientRect().top,
    before[0],
  );
  expect(Math.abs(after! - before[1])).toBeLessThan(4);
  await close();
});
