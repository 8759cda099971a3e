import { expect, test } from "vitest";
import { INKS, inkClass, inksOf, type Theme } from "../../src/look/colours.ts";
import { contrast, distance, EYES } from "../../src/look/contrast.ts";
import { readFileSync } from "node:fs";

const PAGES = { light: ["#fffdf7", "#f7f3ea"], dark: ["#1d2024", "#15171a"] } as const;
const PRINT = { light: "#22211d", dark: "#ece6d8" } as const;
const themes: Theme[] = ["light", "dark"];

test.each(themes)("an ink can be read on the %s page", (theme) => {
  for (const ink of INKS) {
    for (const page of PAGES[theme]) expect(contrast(ink[theme], page), ink[theme]).toBeGreaterThanOrEqual(4.5);
  }
});

test.each(themes)("two inks of the %s page differ for eyes that see red and green alike", (theme) => {
  const inks = [...INKS.map((ink) => ink[theme]), PRINT[theme]];
  for (const eye of Object.values(EYES)) {
    inks.forEach((one, at) => {
      for (const other of inks.slice(0, at)) expect(distance(one, other, eye), `${one} ${other}`).toBeGreaterThan(0.08);
    });
  }
});

test("black on white has the greatest contrast", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
});

test("the narrator has the ink of the page, and more roles than inks share them", () => {
  const roles = ["NARRATOR", ...Array.from({ length: 9 }, (_, at) => `R${at}`)];
  const inks = inksOf(roles, "NARRATOR");
  expect(inks.get("NARRATOR")).toBeNull();
  expect(inks.get("R0")).toBe(0);
  expect(inks.get("R8")).toBe(0);
  expect(inkClass(inks.get("R1"))).toBe("ink-1");
  expect(inkClass(inks.get("NARRATOR"))).toBe("ink-page");
});

test("the sheet of styles has the same inks", () => {
  const sheet = readFileSync(new URL("../../src/style/colours.css", import.meta.url), "utf8");
  INKS.forEach((ink, at) => {
    expect(sheet).toContain(`--ink-${at}: ${ink.light};`);
    expect(sheet).toContain(`--ink-${at}: ${ink.dark};`);
  });
});
