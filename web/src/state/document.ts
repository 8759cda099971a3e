// The show that is open, and the steps that change it. All panes read these signals; only this file sets them.

import { batch, computed, signal } from "@preact/signals";
import { api, Refused } from "../link/api.ts";
import { type Patch, patched } from "../link/patch.ts";
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
let placed: { readonly show: Show; readonly words: Words; readonly marks: Marks } | null = null;
/** The marks stay the same while the things in the text do. */
export const marks = computed(() => {
  const now = show.value;
  if (!now || !words.value) return null;
  const same = (["cues", "scenes", "choices"] as const).every((key) => placed?.show[key] === now[key]);
  if (!placed || !same || placed.words !== words.value)
    placed = { show: now, words: words.value, marks: new Marks(now, words.value) };
  return placed.marks;
});
export const narrator = computed(() => show.value?.roles.find((role) => role.narrator)?.name ?? "NARRATOR");
const names = computed(() => JSON.stringify([narrator.value, ...(show.value?.roles.map((role) => role.name) ?? [])]));
/** The inks stay the same while the roles have the same names. */
export const inks = computed(() => {
  const [reader, ...all] = JSON.parse(names.value) as [string, ...string[]];
  return inksOf(all, reader);
});

/** How often something is tried again because the script has changed meanwhile. */
const TRIES = 5;

/** The newest version that the server has named. */
let newest = 0;

/** Fetches the open show, or the folder if none is open. */
export function load(): Promise<void> {
  return fetchShow(TRIES);
}

async function fetchShow(tries: number): Promise<void> {
  try {
    const answer = await api.show();
    take(answer);
    // It was changed while the answer was on its way.
    if (answer.revision !== null && answer.version < newest && tries > 0) await fetchShow(tries - 1);
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
  freshen();
}

// Once the show is played, the socket says when there are new times; before that they are estimates of each revision.
function freshen(): void {
  const [now, times] = [show.peek(), timeline.peek()];
  if (now && times?.edition === 0 && now.revision !== times.revision) void loadTimes();
}

/** Takes another version of the show: by its patch, or as a whole if the page has not the version before. */
export async function arrive(version: number, patch?: Patch): Promise<void> {
  newest = Math.max(newest, version);
  const now = show.peek();
  if (now && now.version >= version) return;
  if (!now || patch?.from !== now.version) return load();
  show.value = patched(now, patch);
  freshen();
}

/** The server says which version it has when the page connects. It may be another server than before. */
export async function greet(version: number | null, revision: string | null): Promise<void> {
  newest = version ?? 0;
  const now = show.peek();
  if (version !== (now?.version ?? null) || revision !== (now?.revision ?? null)) await load();
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

let fetching: Promise<void> | null = null;
let wanted = false;

/** Fetches the times. Several wishes while it waits are one. A script with mistakes keeps the last times. */
export async function loadTimes(): Promise<void> {
  if (!show.peek()?.playable) return;
  wanted = true;
  fetching ??= (async () => {
    while (wanted) {
      wanted = false;
      timeline.value = await api.timeline().catch(() => timeline.peek());
    }
    fetching = null;
  })();
  return fetching;
}

// Steps are made one after the other, each on the revision of the one before.
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(step: () => Promise<T>): Promise<T> {
  const turn = last.then(step, step);
  last = turn.catch(() => {});
  return turn;
}

/** A gesture, or what makes it of the show when its turn has come. */
export type Asked = Gesture | ((show: Show) => Gesture | null);

/** Makes a gesture and takes the changed show. The answer is null if the server refuses; a message says why. */
export function edit(gesture: Asked): Promise<Edited | null> {
  return inTurn(() => attempt(gesture, TRIES));
}

async function attempt(asked: Asked, tries: number): Promise<Edited | null> {
  const before = show.peek();
  const gesture = before && typeof asked === "function" ? asked(before) : (asked as Gesture);
  if (!before || !gesture) return null;
  try {
    const edited = await api.edit(before.revision, gesture);
    await arrive(edited.version, edited.patch);
    if (edited.step && gesture.do !== "script") tell(edited.step, { undo: true });
    return edited;
  } catch (error) {
    if (!(error instanceof Refused)) {
      tell("The program cannot be reached. Nothing was changed.", { alarm: true });
      return null;
    }
    if (error.code !== "changed") {
      refuse(error);
      return null;
    }
    await load();
    // The words have the same numbers if only the script is changed.
    if (tries > 0 && show.peek()?.prose.text === before.prose.text) return attempt(asked, tries - 1);
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
      await arrive(edited.version, edited.patch);
      if (edited.step) tell(which === "undo" ? `Undone: ${edited.step}` : `Done again: ${edited.step}`);
    } catch (error) {
      if (!(error instanceof Refused))
        return tell("The program cannot be reached. Nothing was changed.", { alarm: true });
      await load();
      if (error.code === "changed") {
        const own = which === "undo" ? "undone" : "done again";
        return tell(`Another program has changed the script, so nothing is ${own}. Its change is kept.`, {
          alarm: true,
        });
      }
      refuse(error);
    }
  });
}
