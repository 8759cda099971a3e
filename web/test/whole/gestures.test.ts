// More than a hundred random gestures with the program itself, some while another editor saves. After each, what the server says is
// what a fresh reading of the files says, and what every page was told.

import { appendFileSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Said, Show } from "../../src/link/protocol.ts";
import { one } from "./anygesture.ts";
import { Dice } from "./dice.ts";
import { type Done, end, folderWith, Program, PROGRAM } from "./program.ts";
import { INSIDE, INTERACTIVE, LINEAR, TEXT } from "./shows.ts";

afterEach(end);

/** The comments of a script that stand on lines of their own. One of an item goes with it. */
function comments(script: string, ofItems: boolean): string[] {
  return script.split(/\r?\n/).filter((line) => (ofItems ? /^\s*#/ : /^#/).test(line));
}

/** What a page draws of a show: all but the steps and the number of the version. */
const drawn = ({ history: _, version: __, ...rest }: Show) => rest;

/** What another editor does: it changes the script or the text, whole or in place. */
async function disturb(folder: string, dice: Dice, count: number): Promise<void> {
  const script = join(folder, "show.yaml");
  const now = await readFile(script, "utf8");
  switch (dice.below(8)) {
    case 0:
      return writeFile(script, `${now}# theirs ${count}\n`);
    case 1:
      await writeFile(join(folder, "new"), `# theirs ${count}\n${now}`);
      return rename(join(folder, "new"), script);
    case 2:
      return writeFile(join(folder, "door.txt"), `${TEXT}\nRow ${count} was added.\n`);
    case 3:
      // A script that cannot be read, until its writer goes on.
      await writeFile(script, now.slice(0, now.length / 2) + "\n  - [");
      return writeFile(script, now);
    case 4:
      await rm(script);
      return writeFile(script, `${now}\n`);
    case 5:
      return writeFile(script, now.replace(/^lines:/m, "lines: ]"));
    case 6:
      return writeFile(script, now.replace(/seed: .*/, `seed: ${count}`));
    default:
      return writeFile(script, now);
  }
}

class Run {
  readonly dice: Dice;
  readonly outcomes = new Map<number, number>();
  told: string | null = null;
  written: string;

  constructor(
    readonly ours: Program,
    readonly fresh: Program,
    seed: number,
    readonly script: string,
  ) {
    this.dice = new Dice(seed);
    this.written = script;
  }

  file = () => readFile(join(this.ours.folder, "show.yaml"), "utf8");

  hear(message: Said): void {
    if (message.is === "hello" || message.is === "show") this.told = message.revision;
  }

  async step(round: number, disturbed: boolean): Promise<void> {
    const { dice, ours } = this;
    const show = await ours.show();
    if (disturbed) await disturb(ours.folder, dice, round);
    const before = await this.file();
    const what = dice.once(show.playable ? 8 : 2)
      ? { path: dice.once(3) && show.playable ? "/api/redo" : "/api/undo", body: { revision: show.revision } }
      : { path: "/api/edit", body: { revision: show.revision, gesture: one(show, dice) } };
    const { status, answer } = await ours.ask<{ step: string | null }>(what.path, what.body);
    const words = `${round}: ${JSON.stringify(what.body)} ${JSON.stringify(answer)}`;
    if (process.env.TELL) appendFileSync(process.env.TELL, `${status} ${words.slice(0, 900)}\n`);
    this.outcomes.set(status, (this.outcomes.get(status) ?? 0) + 1);
    expect([200, 400, 404, 409, 422], words).toContain(status);
    const after = await this.file();
    if (status !== 200 || answer.step === null) expect(after, words).toBe(before);
    const isTyped = /"script"|"fix"|undo|redo/.test(JSON.stringify(what));
    if (status === 200 && !isTyped) {
      const removes = /"(remove-|unline|join)/.test(JSON.stringify(what));
      const kept = comments(after, true);
      const lost = comments(before, !removes).filter((comment) => !kept.includes(comment));
      expect(lost, words).toEqual([]);
    }
    if (dice.once(6)) await this.atOnce();
    await this.agrees(words);
  }

  /** Undoes all that can be undone. */
  async undoAll(): Promise<void> {
    for (let left = 1_000; left > 0; left--) {
      const { revision } = await this.ours.show();
      const { status, answer } = await this.ours.ask<Done>("/api/undo", { revision });
      if (status === 422) return this.agrees(answer.error!.message);
      expect([200, 409], JSON.stringify(answer)).toContain(status);
    }
  }

  /** Two pages make a gesture at the same time: at most one of them is made. */
  async atOnce(): Promise<void> {
    const show = await this.ours.show();
    const both = [one(show, this.dice), one(show, this.dice)];
    const answers = await Promise.all(both.map((gesture) => this.ours.edit(show.revision, gesture)));
    const made = answers.filter(({ status, answer }) => status === 200 && answer.step !== null);
    expect(made.length, JSON.stringify([both, answers])).toBeLessThan(2);
  }

  /** The server, a fresh reading of the file and all that pages were told are the same. */
  async agrees(words: string): Promise<void> {
    await expect
      .poll(async () => (await this.ours.show()).script.text === (await this.file()), { message: words })
      .toBe(true);
    const { answer } = await this.fresh.ask<Show>("/api/open", { script: "show.yaml" });
    await expect.poll(async () => (await this.ours.show()).revision, { message: words }).toBe(answer.revision);
    const show = await this.ours.show();
    expect(drawn(show), words).toEqual({ ...drawn(answer), script: { ...answer.script } });
    await expect.poll(() => this.told, { message: words }).toBe(show.revision);
  }
}

/** So many gestures before another editor comes, and as many with it: more than a hundred in all shows. */
const STEPS = Number(process.env.STEPS ?? 16);
const SEEDS = (process.env.SEEDS ?? "1").split(",").map(Number);

test
  .skipIf(!PROGRAM)
  .each(
    SEEDS.flatMap((seed) => [
      ["linear", LINEAR, seed] as const,
      ["interactive", INTERACTIVE, 100 + seed] as const,
      ["with CR LF", LINEAR.replaceAll("\n", "\r\n"), 200 + seed] as const,
      ["with its text in it", INSIDE, 300 + seed] as const,
    ]),
  )("random gestures on a show that is %s keep server, file and pages the same", async (_, script, seed) => {
  const folder = await folderWith({ "show.yaml": script, "door.txt": TEXT });
  const [ours, fresh] = await Promise.all([Program.start(folder, "show.yaml"), Program.start(folder)]);
  const run = new Run(ours, fresh, seed, script);
  await ours.listen((message) => run.hear(message));
  for (let round = 0; round < STEPS; round++) await run.step(round, false);
  await run.undoAll();
  expect(await run.file()).toBe(script);
  for (let round = 0; round < STEPS; round++) await run.step(round, run.dice.once(3));
  await run.undoAll();
  expect(run.outcomes.get(200)! * 5).toBeGreaterThan(2 * STEPS);
});
