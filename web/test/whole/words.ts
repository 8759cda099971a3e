// Finds words of the text on the screen, for clicks and drags.

import type { Page } from "playwright-core";
import { expect } from "vitest";

/** The point in the middle of words of the text. */
export function point(page: Page, words: string): Promise<{ x: number; y: number }> {
  return page.evaluate((wanted) => {
    for (const piece of document.querySelectorAll("[data-from]")) {
      const index = piece.textContent!.indexOf(wanted);
      if (index < 0) continue;
      const range = document.createRange();
      range.setStart(piece.firstChild!, index);
      range.setEnd(piece.firstChild!, index + wanted.length);
      const box = range.getClientRects()[0]!;
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }
    throw new Error(`${wanted} is not on the screen`);
  }, words);
}

/** Selects from the first to the last of these words. */
export async function dragOver(page: Page, first: string, last: string): Promise<void> {
  const [from, to] = [await point(page, first), await point(page, last)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Drags the mark of a sound to a word: to its right half, so that it stands after the word. */
export async function dragMark(page: Page, sound: string, word: string): Promise<void> {
  const mark = await page.locator(".mark", { hasText: sound }).first().boundingBox();
  const { x, y } = await point(page, word);
  await page.mouse.move(mark!.x + 10, mark!.y + 8);
  await page.mouse.down();
  await page.mouse.move(x, y - 4, { steps: 5 });
  await page.mouse.move(x + 8, y, { steps: 3 });
  await page.mouse.up();
}

/** Waits until the microphone has heard something: the tone of the browser comes once a second. */
export async function heardByMicrophone(page: Page): Promise<void> {
  const level = page.locator(".take .bar > span");
  await expect.poll(() => level.evaluate((bar) => new DOMMatrix(getComputedStyle(bar).transform).a)).toBeGreaterThan(0);
}

/** Waits until the page shows what the server has, and has laid it out. */
export async function inStep(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const { revision } = await (await fetch("/api/show")).json();
    const text = document.querySelector<HTMLElement>(".text");
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return text?.dataset.revision === revision;
  });
}
