import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { open, shut } from "./open.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
afterAll(shut);

const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  text: async () => {},
  card: async (page) => page.locator(".said").nth(3).dblclick(),
  "new choice": async (page) => {
    await page.locator(".said").nth(3).dblclick();
    await page.locator(".card").getByRole("button", { name: "choice" }).click();
  },
  cue: async (page) => page.locator(".mark.bed").first().click(),
  scene: async (page) => page.getByRole("button", { name: "The Pier" }).click(),
  settle: async (page) => {
    await page.locator(".text").focus();
    await page.keyboard.press("n");
  },
  sounds: async (page) => {
    await page.keyboard.press("Alt+2");
    await page.locator(".sound-name").first().click();
  },
  cast: async (page) => {
    await page.keyboard.press("Alt+3");
    await page.getByRole("button", { name: "More of ANA" }).click();
  },
  script: async (page) => page.keyboard.press("Alt+4"),
  problems: async (page) => page.keyboard.press("Alt+5"),
  help: async (page) => page.keyboard.press("?"),
  start: async () => {},
  map: async (page) => page.keyboard.press("Alt+7"),
  "scene on the map": async (page) => {
    await page.keyboard.press("Alt+7");
    await page.locator(".node-head", { hasText: "The Hall" }).click();
    await page.locator(".more summary").first().click();
  },
  "variables on the map": async (page) => {
    await page.keyboard.press("Alt+7");
    await page.getByRole("button", { name: "Variables" }).click();
  },
  "list of the map": async (page) => {
    await page.keyboard.press("Alt+7");
    await page.getByRole("button", { name: "List" }).click();
  },
};
const ON_MAP = (view: string) => view.endsWith("map");

test.each(
  Object.keys(VIEWS).flatMap(
    (view) =>
      [
        [view, "light"],
        [view, "dark"],
      ] as const,
  ),
)("axe finds nothing in the view %s, %s", async (view, colorScheme) => {
  const { page, close } = await open(
    { empty: view === "start", choices: ON_MAP(view) },
    { colorScheme, bypassCSP: true },
  );
  await VIEWS[view]!(page);
  await page.waitForTimeout(150);
  await page.addScriptTag({ content: AXE });
  const found = await page.evaluate(async () => {
    const results = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run();
    return results.violations.map(
      (violation) =>
        `${violation.id}: ${violation.nodes
          .slice(0, 3)
          .map((node) => node.html)
          .join(" | ")}`,
    );
  });
  expect(found).toEqual([]);
  await close();
});
