import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { open, type Opened, shut } from "./open.ts";

let at: Opened;
beforeEach(async () => {
  at = await open();
  await at.page.keyboard.press("Alt+4");
  await at.page.locator(".cm-content").waitFor();
});
afterEach(async () => {
  // What was typed for an older version is refused, and typed again for the new one.
  expect(at.faults.filter((fault) => !/status of 409/.test(fault))).toEqual([]);
  await at.close();
});
afterAll(shut);

test("what is typed in the script becomes steps of the show", async () => {
  await at.page.locator(".cm-content").click();
  await at.page.keyboard.press("Control+Home");
  await at.page.keyboard.type("# mine\n");
  await expect.poll(() => at.server.model.script.text).toMatch(/^# mine\nshow: The Last Ferry/);
  await at.page.keyboard.press("Control+z");
  await expect.poll(() => at.page.locator(".cm-line").first().textContent()).not.toBe("# mine");
});

test("a change from elsewhere appears in the script and keeps what is typed", async () => {
  await at.page.locator(".cm-content").click();
  await at.page.keyboard.press("Control+End");
  at.server.elsewhere("show: The Last Ferry", "show: Another Ferry");
  await at.page.keyboard.type("# mine");
  await expect.poll(() => at.server.model.script.text).toMatch(/^show: Another Ferry[^]*# mine$/);
  await expect.poll(() => at.page.locator(".cm-line").first().textContent()).toBe("show: Another Ferry");
});

test("the language server completes", async () => {
  await at.page.locator(".cm-content").click();
  await at.page.keyboard.press("Control+End");
  await at.page.keyboard.type("barr");
  await at.page.locator(".cm-tooltip-autocomplete").getByText("barriers").waitFor();
});
