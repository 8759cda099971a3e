// The show that is open, and the steps that change it. All panes read these signals; only this file sets them.

import { batch, computed, signal } from "@preact/signals";
import { api, Refused } from "../link/api.ts";
import type { Edited, Folder, Gesture, NoShow, Show, Timeline } from "../link/protocol.ts";
import { inksOf } from "../look/colours.ts";
import { Marks } from "../model/marks.ts";
import { Words } from "../model/words.ts";
import { tell } from "./notices.ts";

export const show = signal<Show | null>(null);
export const folder = signal<Folder | null>(null);
export const timeline = signal<Timeline | null>(null);
/** Why there is neither a show nor a folder. */
export const lost = signal<string | null>(null);

let kept: Words | null = null;
/** The words stay the same object while the text stays the same, so that the text view keeps its heights. */
export const words = computed(() => {
  const prose = show.value?.prose;
  if (!prose) return null;
  if (kept?.prose.text !== prose.text) kept = new Words(prose);
  return kept;
});
export const marks = computed(() => (show.value && words.value ? new Marks(show.value, words.value) : null));
export const narrator = computed(() => show.value?.roles.find((role) => role.narrator)?.name ?? "NARRATOR");
export const inks = computed(() => inksOf(show.value?.roles.map((role) => role.name) ?? [], narrator.value));

/** Fetches the open show, or the folder if none is open. */
export async function load(): Promise<void> {
  try {
    take(await api.show());
  } catch (error) {
    lost.value = whyLost(error);
  }
}

/** Why the server does not answer this page, in words for the user. */
export function whyLost(error: unknown): string {
  const session = error instanceof Refused && error.code === "no-session";
  if (session) return "The program was started anew. Please open the address that it printed.";
  return error instanceof Error ? error.message : String(error);
}

function take(answer: Show | NoShow): void {
  batch(() => {
    lost.value = null;
    if (answer.revision === null) {
      show.value = null;
      folder.value = answer.folder;
    } else {
      show.value = answer;
    }
  });
}

/** Goes back to the start page; the show stays open on the server until another is opened. */
export async function leave(): Promise<void> {
  const there = await api.folder();
  batch(() => {
    folder.value = there;
    show.value = null;
  });
}

export async function openScript(script: string): Promise<void> {
  take(await api.open(script));
  void loadTimes();
}

export async function loadTimes(): Promise<void> {
  timeline.value = await api.timeline().catch(() => timeline.peek());
}

// Steps are made one after the other, each on the revision of the one before.
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(step: () => Promise<T>): Promise<T> {
  const turn = last.then(step, step);
  last = turn.catch(() => {});
  return turn;
}

/** Makes a gesture and fetches the changed show. The answer is null if the server refuses; a message says why. */
export function edit(gesture: Gesture): Promise<Edited | null> {
  return inTurn(() => attempt(gesture, true));
}

async function attempt(gesture: Gesture, again: boolean): Promise<Edited | null> {
  const before = show.peek();
  if (!before) return null;
  try {
    const edited = await api.edit(before.revision, gesture);
    if (edited.revision !== before.revision) await load();
    if (edited.step && gesture.do !== "script") tell(edited.step, { undo: true });
    return edited;
  } catch (error) {
    if (!(error instanceof Refused)) {
      tell("The program cannot be reached. Nothing was changed.", { alarm: true });
      return null;
    }
    if (gesture.do === "script" && error.code === "changed") {
      // The editor moves the typed text behind the change, and sends it again.
      await load();
      return null;
    }
    if (error.code !== "changed") {
      refuse(error);
      return null;
    }
    await load();
    // The words have the same numbers if only the script is changed.
    if (again && show.peek()?.prose.text === before.prose.text) return attempt(gesture, false);
    tell("Another program has changed the show. Please do this again.", { alarm: true });
    return null;
  }
}

function refuse(error: Refused): void {
  const problem = error.problems[0];
  const help = [...(problem?.help ?? []), ...error.help];
  tell([problem?.message ?? error.message, ...help.slice(0, 2)].join(". "), { alarm: true });
}

/** Undoes or repeats one step. */
export function step(which: "undo" | "redo"): Promise<void> {
  return inTurn(async () => {
    const before = show.peek();
    if (!before?.history[which]) return;
    try {
      const edited = await api.step(which, before.revision);
      await load();
      if (edited.step) tell(which === "undo" ? `Undone: ${edited.step}` : `Done again: ${edited.step}`);
    } catch (error) {
      if (!(error instanceof Refused))
        return tell("The program cannot be reached. Nothing was changed.", { alarm: true });
      await load();
      refuse(error);
    }
  });
}
