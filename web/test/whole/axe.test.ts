// Axe looks at every view of the program, in light and in dark.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { shut } from "./open.ts";
import { end, folderWith, openPage, Program, PROGRAM } from "./program.ts";
import { VIEWS } from "./views.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One program serves all views of the same files. */
const programs = new Map<string, Promise<Program>>();

function programOf({ files, script }: (typeof VIEWS)[number]): Promise<Program> {
  const key = JSON.stringify([files, script]);
  const there = programs.get(key) ?? folderWith(files).then((folder) => Program.start(folder, script));
  programs.set(key, there);
  return there;
}

const tabs: Page[] = [];
afterEach(async () => {
  for (const page of tabs.splice(0)) await page.context().close();
});
afterAll(async () => {
  await end();
  await shut();
});

/** What axe finds, each with some of its places. */
function violations(page: Page, only?: string): Promise<string[]> {
  return page.evaluate(async (rule) => {
    const { axe } = globalThis as unknown as {
      axe: { run(how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run(rule ? { runOnly: [rule] } : {});
    const places = (nodes: { html: string }[]) => nodes.slice(0, 3).map((node) => node.html.slice(0, 200));
    return violations.map(({ id, nodes }) => `${id}: ${places(nodes).join(" | ")}`);
  }, only);
}

test.skipIf(!PROGRAM).each(VIEWS.map((view) => [view.name, view] as const))(
  "axe finds nothing in %s",
  async (_, view) => {
    const { page } = await openPage(await programOf(view), { bypassCSP: true, reducedMotion: "reduce" });
    tabs.push(page);
    await page
      .locator(view.script ? ".row, .nothing" : ".start")
      .first()
      .waitFor();
    await view.act?.(page);
    await page.addScriptTag({ content: AXE });
    expect(await violations(page)).toEqual([]);
    // In the dark only the colours are others.
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, "color-contrast")).toEqual([]);
  },
);
