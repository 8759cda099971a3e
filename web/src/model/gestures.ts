// What the user means by a choice in the menu or a drag, as gestures of the protocol.

import type { At, Cue, CueKind, Gesture, Line, Settings, Show } from "../link/protocol.ts";
import { order, type Spot } from "./marks.ts";
import { lineOf } from "./words.ts";

/** Sets keys of the selected words: of a whole line if they are one, else of the words alone. */
export function setWords(show: Show, [from, end]: readonly [number, number], set: Settings): Gesture {
  const whole = wholeLines(show, from, end);
  if (whole.length > 0) return { do: "line", lines: whole.map((line) => line.id), set };
  return { do: "line", words: [from, end], set };
}

/** A single word inside a line of dialogue means its line, because users click a word to choose the line. */
export function meant(show: Show, [from, end]: readonly [number, number]): [number, number] {
  const line = show.lines[lineOf(show.lines, from)];
  return end - from === 1 && line?.dialogue ? [line.words[0], line.words[1]] : [from, end];
}

function wholeLines(show: Show, from: number, end: number): Line[] {
  const first = lineOf(show.lines, from);
  const last = lineOf(show.lines, end - 1);
  if (first < 0 || last < 0) return [];
  const whole = show.lines[first]!.words[0] === from && show.lines[last]!.words[1] === end;
  const lines = show.lines.slice(first, last + 1).filter((line) => line.dialogue);
  return whole ? lines : [];
}

/** A new cue at the selected words: a bed lasts over them if there are several. */
export function addCue(
  kind: CueKind,
  sound: string,
  [from, end]: readonly [number, number],
  set: Settings = {},
): Gesture {
  if (kind === "hush") return { do: "add-cue", kind, length: sound, at: { word: end - 1, edge: "after" }, set };
  const lasts = (kind === "bed" || kind === "music") && end - from > 1;
  const until = lasts ? { word: end - 1, edge: "after" as const } : null;
  return { do: "add-cue", kind, sound, at: { word: from, edge: "start" }, until, set };
}

/** A drag of a mark, or of the end of a bed, to another place. Null if nothing moves or the bed would end before it begins. */
export function moveCue(cue: Cue, end: boolean, from: Spot, place: Spot, other: Spot | null): Gesture | null {
  if (order(from) === order(place)) return null;
  if (other && (end ? order(place) <= order(other) : order(place) >= order(other))) return null;
  const offset = !end && "word" in cue.at && cue.at.offset ? { offset: cue.at.offset } : {};
  const at = { word: place.word, edge: place.edge, ...offset };
  return end ? { do: "move-cue", cue: cue.id, until: at } : { do: "move-cue", cue: cue.id, at };
}

/** A drag in the score: an edge of a cue to another place, with its offset. */
export function moveTo(cue: Cue, end: boolean, at: At): Gesture {
  return end ? { do: "move-cue", cue: cue.id, until: at } : { do: "move-cue", cue: cue.id, at };
}

/** The next line that wants a decision after a word, round from the end to the beginning; −1 if all are settled. */
export function unsettled(show: Show, word: number, by: 1 | -1): number {
  const count = show.lines.length;
  const here = show.lines.findIndex((line) => line.words[1] > word);
  const start = here < 0 ? count - 1 : here;
  for (let step = 1; step <= count; step++) {
    const at = (start + by * step + count * 2) % count;
    const status = show.lines[at]!.status;
    if (status === "guess" || status === "unassigned") return at;
  }
  return -1;
}

/** How many lines are guesses, and how many have no role. */
export function open(show: Show): { guesses: number; unassigned: number } {
  let guesses = 0;
  let unassigned = 0;
  for (const line of show.lines) {
    if (line.status === "guess") guesses++;
    else if (line.status === "unassigned") unassigned++;
  }
  return { guesses, unassigned };
}
