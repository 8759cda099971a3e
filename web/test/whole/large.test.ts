// Letters of twice the size, and less motion: nothing is cut off, and nothing moves by itself.

import { chromium, type Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { HOW } from "./browser.ts";
import { open, type Opened, shut } from "./open.ts";

let at: Opened;
afterEach(() => at.close());
afterAll(shut);

const keys = async (page: Page, ...all: readonly string[]) => {
  for (const key of all) await page.keyboard.press(key);
};

const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  text: async () => {},
  card: async (page) => {
    await page.locator(".text").focus();
    await keys(page, "ArrowRight", "e", "Enter");
    await page.locator(".card").waitFor();
  },
  sounds: async (page) => {
    await keys(page, "Alt+2");
    await page.locator(".sound").first().waitFor();
  },
  cast: async (page) => {
    await keys(page, "Alt+3");
    await page.getByRole("button", { name: "More of ANA" }).click();
  },
  script: async (page) => {
    await keys(page, "Alt+4");
    await page.locator(".cm-content").waitFor();
  },
  problems: (page) => keys(page, "Alt+5"),
  map: async (page) => {
    await keys(page, "Alt+7");
    await page.locator(".node").first().waitFor();
  },
};

/** What is wider than its place and cannot be scrolled to, and buttons of the bars that are outside of the window. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (node: Element) => `${node.tagName}.${node.className} ${node.textContent?.slice(0, 30)}`;
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page");
    for (const node of document.querySelectorAll<HTMLElement>(".pane, .card, .cast, .sounds, .settle, .text"))
      if (node.scrollWidth > node.clientWidth + 1) found.push(name(node));
    const scrolls = (node: Element | null): boolean =>
      node !== null && (/auto|scroll/.test(getComputedStyle(node).overflow) || scrolls(node.parentElement));
    for (const node of document.querySelectorAll(".top button, .pane > header button, .settle button")) {
      const box = node.getBoundingClientRect();
      const inside = box.left >= 0 && box.right <= innerWidth + 1 && box.top >= 0 && box.bottom <= innerHeight + 1;
      if (!inside && !scrolls(node.parentElement)) found.push(name(node));
    }
    return found;
  });
}

/** What would move by itself. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const moves = (node: Element) => {
      const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(node);
      const lasts = (times: string) => times.split(",").some((time) => parseFloat(time) > 0);
      return (
        lasts(transitionDuration) ||
        (animationName !== "none" && lasts(animationDuration)) ||
        scrollBehavior === "smooth"
      );
    };
    const all = [...document.querySelectorAll("*")].filter(moves);
    return all.map((node) => `${node.tagName}.${node.className}`);
  });
}

test("with letters of twice the size nothing is cut off", async () => {
  // The size of letters is a setting of the browser, which it has from its start.
  const browser = await chromium.launch({ ...HOW, args: [...HOW.args, "--blink-settings=defaultFontSize=32"] });
  at = await open({ choices: true }, {}, browser);
  const { page } = at;
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
  const found: Record<string, string[]> = {};
  for (const [name, act] of Object.entries(VIEWS)) {
    await act(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const here = await cut(page);
    if (here.length > 0) found[name] = here;
    await keys(page, "Escape");
  }
  await browser.close();
  expect(found).toEqual({});
});

test("with less motion nothing moves by itself", async () => {
  at = await open({ choices: true }, { reducedMotion: "reduce" });
  const found: Record<string, string[]> = {};
  for (const [name, act] of Object.entries(VIEWS)) {
    await act(at.page);
    const here = await moving(at.page);
    if (here.length > 0) found[name] = here;
    await keys(at.page, "Escape");
  }
  expect(found).toEqual({});
});
