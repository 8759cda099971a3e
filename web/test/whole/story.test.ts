// The map and the editor of the script with the program itself. `CUEBOOK` is its path.

import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { type Patch, patched } from "../../src/link/patch.ts";
import type { Edited, Gesture, Show } from "../../src/link/protocol.ts";
import { shut } from "./open.ts";
import { end, openStudio, PROGRAM } from "./program.ts";

afterAll(async () => {
  await end();
  await shut();
});

const TEXT = `The door was open. A lamp hung on a nail.

The stairs went up into the dark. “Who is there?” called Mara.

The roof was full of stars.

She ran down into the rain.
`;

const SCRIPT = `show: The Lamp
text: lamp.txt
cast:
  MARA: { voice: af_heart }
state:
  lamp: false # on the nail
scenes:
  - { id: door, from: start }
  - { id: stairs, from: "The stairs went up", then: [{ to: roof, when: lamp }, rain] }
  - { id: roof, from: "The roof was", then: end }
  - { id: rain, from: "She ran", then: end }
choices:
  - id: nail
    at: { after: "on a nail." }
    ask: "Do you take it?"
    wait: 8s
    default: leave
    options:
      - { id: take, say: "Take it.", set: { lamp: true } } # the light
      - { id: leave, words: "Leave it", to: stairs }
lines:
  - { quote: "Who is there?", by: MARA }
`;

async function opened(text: string) {
  const studio = await openStudio();
  const { page, folder } = studio;
  await writeFile(join(folder, "lamp.txt"), TEXT);
  await writeFile(join(folder, "lamp.yaml"), text);
  await page.reload();
  await page.getByRole("button", { name: "lamp.yaml" }).click();
  await page.locator(".row").first().waitFor();
  const script = () => readFile(join(folder, "lamp.yaml"), "utf8");
  return { ...studio, script };
}

test.skipIf(!PROGRAM)("a story is played, changed on the map and played on", { timeout: 180_000 }, async () => {
  const { page, script, faults } = await opened(SCRIPT);
  await page.keyboard.press("Alt+7");
  const head = (scene: string) => page.locator(`.node[data-scene=${scene}] .node-head`);
  await expect.poll(() => page.locator(".figures").textContent()).toContain("2 endings · 2 paths");

  // A scene of another path is played on the shortest path to it.
  await head("roof").click();
  await page.getByRole("button", { name: "Play from here" }).click();
  await page.locator(".node.here[data-scene=roof]").waitFor({ timeout: 60_000 });
  await page.locator(".figures", { hasText: "1 of 2 endings met" }).waitFor({ timeout: 60_000 });
  expect(await page.locator(".exit.taken .exit-name").allTextContents()).toEqual(["Take it."]);

  // The choice is asked again, with its clock, and answered with a key.
  await page.locator(".text").focus();
  await page.keyboard.press("Shift+B");
  await page.locator(".question .time").waitFor({ timeout: 60_000 });
  await page.keyboard.press("t");
  await page.locator(".question .time").waitFor({ state: "detached" });
  await page.keyboard.press("2");
  await page.locator(".node.here[data-scene=rain]").waitFor({ timeout: 60_000 });

  // The option is led elsewhere: only its goal is changed in the script.
  await page.getByRole("button", { name: "The whole map" }).click();
  const port = (await page.locator(".exit", { hasText: "Leave it" }).locator(".port").boundingBox())!;
  const goal = (await head("rain").boundingBox())!;
  await page.mouse.move(port.x + port.width / 2, port.y + port.height / 2);
  await page.mouse.down();
  await page.mouse.move(port.x + 30, port.y + 30, { steps: 3 });
  await page.mouse.move(goal.x + goal.width / 2, goal.y + goal.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(script).toBe(SCRIPT.replace('words: "Leave it", to: stairs', 'words: "Leave it", to: rain'));

  // Renamed everywhere, and undone.
  await head("stairs").click();
  await page.locator(".map-details").getByLabel("Name in the script").first().fill("steps");
  await page.keyboard.press("Tab");
  await expect.poll(script).toContain("{ id: steps, from:");
  await page.locator(".map-details", { hasText: "steps" }).waitFor();
  await page.getByRole("button", { name: "Undo: Rename stairs to steps" }).click();
  await page.getByRole("button", { name: "Undo: Set the goal of nail.leave" }).click();
  await expect.poll(script).toBe(SCRIPT);
  expect(faults).toEqual([]);
});

/** Presses a key until the script is this text: slow typing is several steps. */
async function until(page: Page, keys: string, script: () => Promise<string>, text: string): Promise<void> {
  for (let press = 0; press < 40 && (await script()) !== text; press++) {
    const before = await script();
    // The page knows of it too: its notice of this step comes before its notice of the next change.
    const answered = page.waitForResponse(/\/api\/(undo|redo)$/);
    await page.keyboard.press(keys);
    await (await answered).finished();
    await expect.poll(script).not.toBe(before);
  }
  expect(await script()).toBe(text);
}

test.skipIf(!PROGRAM)(
  "CR LF stays while text is typed, pasted, undone and done again",
  { timeout: 120_000 },
  async () => {
    const first = SCRIPT.replaceAll("\n", "\r\n");
    const { page, folder, script, faults } = await opened(first);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const typed = first.replace("af_heart }\r\n", "af_heart }\r\n  TOM: { voice: am_michael }\r\n");
    const pasted = typed.replace(
      "am_michael }\r\n",
      "am_michael }\r\n  ANN: { voice: af_heart }\r\n  BEN: { voice: am_michael }\r\n",
    );
    await page.keyboard.press("Alt+4");
    await page.locator(".cm-line", { hasText: "MARA: { voice" }).click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("TOM: { voice: am_michael }");
    await expect.poll(script).toBe(typed);
    // Text that is typed within a second is one step.
    await page.waitForTimeout(1_200);
    await page.evaluate(() =>
      navigator.clipboard.writeText("\r\n  ANN: { voice: af_heart }\r\n  BEN: { voice: am_michael }"),
    );
    await page.keyboard.press("Control+v");
    await expect.poll(script).toBe(pasted);
    await until(page, "Control+z", script, typed);
    await until(page, "Control+z", script, first);
    await until(page, "Control+Shift+Z", script, typed);
    await until(page, "Control+Shift+Z", script, pasted);
    // Another editor saves; the own steps are undone around its change, also from another pane.
    await writeFile(join(folder, "new"), pasted.replace("lamp: false", "lamp: true "));
    await rename(join(folder, "new"), join(folder, "lamp.yaml"));
    await page.getByText("Change by another program").waitFor();
    const changed = (text: string) => text.replace("lamp: false", "lamp: true ");
    await page.locator(".text").focus();
    await until(page, "Control+z", script, changed(typed));
    await until(page, "Control+z", script, changed(first));
    // A half-typed script has no times: slow typing asks for them.
    expect(faults.filter((fault) => !fault.includes("422"))).toEqual([]);
  },
);

test.skipIf(!PROGRAM)(
  "after two hundred gestures the patched show is the fetched one",
  { timeout: 180_000 },
  async () => {
    const { page } = await opened(SCRIPT);
    const origin = new URL(page.url()).origin;
    const fetched = async () => (await (await page.request.get(`${origin}/api/show`)).json()) as Show;
    const post = (path: string, data: unknown) =>
      page.request.post(`${origin}${path}`, { data, headers: { Origin: origin } });
    let now = await fetched();
    let patches = 0;
    for (let round = 0; round < 200; round++) {
      const step = round % 5 === 3 ? "undo" : round % 7 === 6 ? "redo" : "edit";
      const answer = await post(`/api/${step}`, {
        revision: now.revision,
        ...(step === "edit" && { gesture: some(round) }),
      });
      if (!answer.ok()) continue;
      const edited = (await answer.json()) as Edited;
      if (edited.step === null) continue;
      if (edited.patch) patches++;
      now = edited.patch ? patched(now, edited.patch as Patch) : await fetched();
      expect(now).toEqual(await fetched());
    }
    expect(patches).toBeGreaterThan(100);
  },
);

function some(round: number): Gesture {
  const word = (round * 7) % 30;
  const goal = ["door", "stairs", "roof", "rain", "end"][round % 5]!;
  const all: readonly Gesture[] = [
    { do: "add-cue", kind: "spot", sound: "bell", at: { word, edge: round % 2 ? "start" : "after" }, set: {} },
    { do: "set-choice", choice: "nail.leave", set: { to: goal } },
    { do: "add-cue", kind: "bed", sound: "rain", at: { word, edge: "start" }, set: { gain: `-${round % 20}dB` } },
    { do: "line", words: [17, 20], set: { tone: ["urgent", "whisper", null][round % 3] } },
    { do: "script", changes: [{ from: 0, to: 0, insert: `# é𝄞 ${round}\n` }] },
    { do: "set-variable", name: `flag-${round % 3}`, value: round % 2 === 0 },
    { do: "cast", role: "MARA", set: { gain: `-${round % 9}dB` } },
  ];
  return all[(round * 3) % all.length]!;
}
