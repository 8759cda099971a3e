// `npm run shots DIR` writes pictures of the views in three sizes, dark and light, to be looked at.

import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { open, shut } from "./open.ts";

const SIZES = {
  small: { width: 1280, height: 800 },
  large: { width: 3840, height: 2160 },
  tablet: { width: 820, height: 1180 },
};

const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  text: async () => {},
  card: async (page) => {
    await page.locator(".said").nth(3).dblclick();
  },
  cue: async (page) => {
    await page.locator(".mark.spot").nth(1).click();
  },
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
    await page.locator(".role-voice .sign").nth(3).click();
  },
  scene: async (page) => {
    await page.getByRole("button", { name: "The Pier" }).click();
  },
  bed: async (page) => {
    await page.locator(".mark.bed").first().click();
    await page.locator(".chip", { hasText: "Softer" }).click();
  },
  score: async (page) => {
    await page.getByRole("separator").focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press("ArrowUp");
    await page.locator(".score-body").focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await page.getByRole("button", { name: "check", exact: true }).click();
    await page.getByText("hard to understand").first().waitFor();
  },
  clarity: async (page) => {
    await page.getByRole("button", { name: "check", exact: true }).click();
    await page.keyboard.press("Alt+5");
    await page.locator(".clarity q").first().waitFor();
  },
  take: async (page) => {
    await page.locator(".said").nth(3).dblclick();
    await page.getByRole("button", { name: "Record this line" }).click();
    await page.waitForTimeout(600);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "keep" }).click();
    await page.locator(".trim canvas").waitFor();
    await page.locator(".trim").scrollIntoViewIfNeeded();
  },
  script: async (page) => {
    await page.keyboard.press("Alt+4");
  },
  problems: async (page) => {
    await page.keyboard.press("Alt+5");
  },
  help: async (page) => {
    await page.keyboard.press("?");
  },
  start: async () => {},
  map: (page) => page.keyboard.press("Alt+7"),
  "map-scene": async (page) => {
    await page.keyboard.press("Alt+7");
    await page.locator(".node-head", { hasText: "The Hall" }).click();
  },
  "map-variables": async (page) => {
    await page.keyboard.press("Alt+7");
    await page.getByRole("button", { name: "Variables" }).click();
  },
  "map-list": async (page) => {
    await page.keyboard.press("Alt+7");
    await page.getByRole("button", { name: "List" }).click();
  },
  "map-choice": async (page) => page.locator(".mark.choice").first().click(),
};

const [folder = "shots", ...wanted] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
for (const [name, act] of Object.entries(VIEWS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, close } = await open(
        { empty: name === "start", choices: name.startsWith("map") },
        { viewport, colorScheme },
      );
      await act(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` });
      await close();
    }
  }
}
await shut();
