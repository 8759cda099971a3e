// The page of the program itself: two pages at once, a program that goes away, names of all writings.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { shut } from "./open.ts";
import { end, fileOf, openPage, openStudio, Program, PROGRAM } from "./program.ts";
import { LINEAR, TEXT, WORLD, WORLD_TEXT } from "./shows.ts";

afterEach(end);
afterAll(shut);

test.skipIf(!PROGRAM)("a step on one page is shown and undone on another", async () => {
  const { page, program } = await openStudio({ "show.yaml": LINEAR, "door.txt": TEXT }, "show.yaml");
  const other = (await openPage(program)).page;
  await other.locator(".settle-count b", { hasText: "6" }).waitFor();
  await page.locator(".text").focus();
  await page.keyboard.press("n");
  await page.keyboard.press("y");
  await other.locator(".settle-count b", { hasText: "5" }).waitFor();
  await other.keyboard.press("Control+z");
  await page.locator(".settle-count b", { hasText: "6" }).waitFor();
  expect(await fileOf(program, "show.yaml")).toBe(LINEAR);
});

test.skipIf(!PROGRAM)("what is typed while the program is away is written when it is back", async () => {
  const { page, program, folder } = await openStudio({ "show.yaml": LINEAR, "door.txt": TEXT }, "show.yaml");
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("Alt+4");
  await page.locator(".cm-content").waitFor();
  await program.stop("SIGKILL");
  await page.getByText("The program cannot be reached.").first().waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# typed while away\n");
  const again = await Program.start(folder, "show.yaml", Number(new URL(program.address).port));
  // The browser has no session with the new program until its address is opened.
  await page.getByText("Please open the address that it printed.").first().waitFor();
  await (await page.context().newPage()).goto(again.address);
  await expect.poll(() => readFile(join(folder, "show.yaml"), "utf8")).toBe(`# typed while away\n${LINEAR}`);
  await page.getByText("Please open the address that it printed.").first().waitFor({ state: "detached" });
});

test.skipIf(!PROGRAM)(
  "names beside short paragraphs do not cover each other, also in a column of another width",
  async () => {
    const { page } = await openStudio({ "show.yaml": WORLD, "world.txt": WORLD_TEXT }, "show.yaml");
    await page.locator(".note").first().waitFor();
    const covered = () =>
      page.evaluate(() => {
        const boxes = [...document.querySelectorAll(".note")].map((note) => note.getBoundingClientRect());
        return boxes.some((box, at) => at > 0 && box.top < boxes[at - 1]!.bottom - 0.5);
      });
    for (const width of [1440, 820, 1280]) {
      await page.setViewportSize({ width, height: 1000 });
      await expect.poll(covered).toBe(false);
    }
  },
);
