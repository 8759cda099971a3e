import { afterAll, expect, test } from "vitest";
import { open, shut } from "./open.ts";

afterAll(shut);

test("a pasted text becomes a show", async () => {
  const { page, faults, close } = await open({ empty: true });
  await page.getByLabel("or paste the text").fill("“Is anyone aboard?” called Ana.");
  await page.getByRole("button", { name: "Make a draft" }).click();
  await page.locator(".row").first().waitFor();
  expect(await page.locator(".notice").textContent()).toContain("12 of 16 lines; N goes through the others");
  expect(faults).toEqual([]);
  await close();
});

test("a script of the folder is opened, and its title leads back", async () => {
  const { page, close } = await open({ empty: true });
  await page.getByRole("button", { name: "the-ferry" }).click();
  await page.locator(".row").first().waitFor();
  await page.getByRole("button", { name: "Back to the folder" }).click();
  await page.locator(".start").waitFor();
  await close();
});

test("a sound file that is dropped onto a word is placed there with its licence", async () => {
  const { page, server, faults, close } = await open();
  const word = await page.locator(".piece", { hasText: "She knocked" }).boundingBox();
  await page.evaluate(
    ({ x, y }) => {
      const carried = new DataTransfer();
      carried.items.add(new File(["RIFF"], "Old Bell.wav", { type: "audio/wav" }));
      for (const kind of ["dragover", "drop"]) {
        document
          .querySelector(".text")!
          .dispatchEvent(
            new DragEvent(kind, { dataTransfer: carried, clientX: x, clientY: y, bubbles: true, cancelable: true }),
          );
      }
    },
    { x: word!.x + 12, y: word!.y + 12 },
  );
  await page.getByLabel("Under which licence?").fill("CC0-1.0");
  await page.getByRole("button", { name: "Copy it beside the script" }).click();
  await page.locator(".mark", { hasText: "old-bell" }).waitFor();
  expect(server.gestures[0]).toMatchObject({
    do: "several",
    gestures: [
      { do: "add-sound", name: "old-bell", set: { file: "sounds/Old Bell.wav", licence: "CC0-1.0" } },
      { do: "add-cue", kind: "spot", sound: "old-bell" },
    ],
  });
  expect(faults).toEqual([]);
  await close();
});
