// Every view of the page, with the program itself: how a user comes to it, and what is shown. The pictures and the tests
// of accessibility go through all of them.

import type { Page } from "playwright-core";
import { PARTS, SHARED, TEXT, UNREADABLE, WORLD, WORLD_TEXT } from "./shows.ts";

export interface View {
  readonly name: string;
  /** The files of the folder, and the script that is opened; without one the start page is shown. */
  readonly files: Readonly<Record<string, string>>;
  readonly script?: string;
  readonly act?: (page: Page) => Promise<void>;
}

const DRAFT = { "ferry.txt": TEXT };
const FOLDER = { ...PARTS, "chapter two.txt": TEXT };
const text = (page: Page) => page.locator(".text").focus();
const keys = (page: Page, ...all: readonly string[]) => each(all, (key) => page.keyboard.press(key));

async function each<T>(list: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of list) await act(one);
}

/** Views of a show that has everything. */
const OF_SHOW: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  text: async () => {},
  card: (page) => page.locator(".said").nth(1).dblclick(),
  "card of a word": async (page) => {
    await text(page);
    await keys(page, "ArrowRight", "ArrowRight", "Enter");
  },
  "new scene": async (page) => {
    await page.locator(".said").nth(1).dblclick();
    await page.locator(".card").getByRole("button", { name: "scene" }).click();
  },
  "new choice": async (page) => {
    await page.locator(".said").nth(1).dblclick();
    await page.locator(".card").getByRole("button", { name: "choice" }).click();
  },
  spot: (page) => page.locator(".mark.spot").first().click(),
  bed: (page) => page.locator(".mark.bed").first().click(),
  scene: (page) => page.locator(".scene button").first().click(),
  choice: (page) => page.locator(".mark.choice").first().click(),
  settle: async (page) => {
    await text(page);
    await keys(page, "n");
  },
  sounds: async (page) => {
    await keys(page, "Alt+2");
    await page.getByLabel("Search a sound").fill("door");
    await page.locator(".sound-name").first().click();
    await page.locator(".picture").waitFor();
  },
  "no sound": async (page) => {
    await keys(page, "Alt+2");
    await page.getByLabel("Search a sound").fill("xqzzk");
    await page.getByText("No sound").waitFor();
  },
  cast: async (page) => {
    await keys(page, "Alt+3");
    await page.getByRole("button", { name: "More of ANNA" }).click();
  },
  script: async (page) => {
    await keys(page, "Alt+4");
    await page.locator(".cm-content").waitFor();
  },
  problems: (page) => keys(page, "Alt+5"),
  map: (page) => keys(page, "Alt+7"),
  "map, scene": async (page) => {
    await keys(page, "Alt+7");
    await page.locator(".node-head", { hasText: "inside" }).first().click();
    await page.locator(".more summary").first().click();
  },
  "map, variables": async (page) => {
    await keys(page, "Alt+7");
    await page.getByRole("button", { name: "Variables" }).click();
  },
  "map, list": async (page) => {
    await keys(page, "Alt+7");
    await page.getByRole("button", { name: "List" }).click();
  },
  publish: (page) => page.getByRole("button", { name: "Publish" }).click(),
  help: (page) => keys(page, "?"),
  recorder: async (page) => {
    await page.locator(".said").nth(1).dblclick();
    await page.getByRole("button", { name: "Record this line" }).click();
    await page.locator(".take .bar").waitFor();
    await page.locator(".take").getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "keep" }).waitFor();
  },
  score: async (page) => {
    await page.getByRole("separator").focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press("ArrowUp");
    await page.locator(".score-body").focus();
    await keys(page, "+", "+");
  },
  offline: async (page) => {
    await page.context().setOffline(true);
  },
};

export const VIEWS: readonly View[] = [
  { name: "start", files: FOLDER },
  { name: "start, empty", files: {} },
  {
    name: "draft",
    files: DRAFT,
    act: async (page) => {
      await page.getByRole("button", { name: "ferry.txt" }).click();
      await page.locator(".row").first().waitFor();
    },
  },
  ...Object.entries(OF_SHOW).map(([name, act]) => ({ name, files: PARTS, script: "show.yaml", act })),
  {
    name: "cast, shared",
    files: SHARED,
    script: "show.yaml",
    act: async (page) => {
      await keys(page, "Alt+3");
      await page.getByRole("button", { name: "More of ANNA" }).click();
      await page.getByLabel("A scene in which ANNA is different").selectOption("outside");
    },
  },
  { name: "unreadable", files: { "show.yaml": UNREADABLE }, script: "show.yaml", act: (page) => keys(page, "Alt+5") },
  { name: "world", files: { "show.yaml": WORLD, "world.txt": WORLD_TEXT }, script: "show.yaml" },
  {
    name: "world, cast",
    files: { "show.yaml": WORLD, "world.txt": WORLD_TEXT },
    script: "show.yaml",
    act: (page) => keys(page, "Alt+3"),
  },
];
