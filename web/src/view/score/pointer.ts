// The pointer in the score: a click goes there, edges of cues are dragged to words, a double click opens the card.

import { moveCue } from "../../model/gestures.ts";
import { type Item, snap } from "../../model/lanes.ts";
import { over, single } from "../../model/selection.ts";
import { type Scale, toFrame, toX } from "../../model/scale.ts";
import { clock, gainWords } from "../../model/time.ts";
import { edit, marks, show, timeline, words } from "../../state/document.ts";
import { seek, wordAt } from "../../state/playing.ts";
import { card, openCue, select } from "../../state/view.ts";
import { hit, type Placed } from "./layout.ts";

/** So near to an edge a press drags it, in CSS pixels. */
const NEAR = 6;

export interface Under {
  readonly place: Placed;
  readonly item: Item;
  /** The edge of a cue that a drag would move. */
  readonly edge: "start" | "end" | null;
}

export function under(places: readonly Placed[], scale: Scale, x: number, y: number): Under | null {
  const found = hit(places, toFrame(scale, x), y, NEAR * scale.perPixel);
  if (!found) return null;
  const { place, item } = found;
  const cue = place.lane.of === "cues" ? show.value?.cues[item.index] : undefined;
  const near = (frame: number) => Math.abs(toX(scale, frame) - x) <= NEAR;
  const edge = !cue ? null : near(item.start) ? "start" : cue.kind !== "spot" && near(item.end) ? "end" : null;
  return { ...found, edge };
}

/** What is under the pointer, in words. */
export function describe({ place, item, edge }: Under): string {
  const time = `${clock(item.start)} – ${clock(item.end)}`;
  if (place.lane.of === "lines") {
    const line = show.value!.lines[item.index]!;
    return `${place.lane.name}${line.tone ? `, ${line.tone}` : ""}, ${time}`;
  }
  const cue = show.value!.cues[item.index]!;
  return `${cue.sound ?? cue.kind}, ${gainWords(cue.gain)}, ${time}${edge ? ". Drag to other words" : ""}`;
}

/** Goes to a frame, and selects the words of the line that is pressed. */
export function goTo(frame: number, found: Under | null): void {
  card.value = false;
  openCue.value = null;
  const line = found?.place.lane.of === "lines" ? show.value?.lines[found.item.index] : undefined;
  const word = Math.max(0, wordAt(frame));
  select(line ? over(...line.words) : single(word));
  void seek({ frame: Math.max(0, Math.round(frame)) });
}

/** Opens the card of a line or cue; the text scrolls to it. */
export function openAt({ place, item }: Under): void {
  if (place.lane.of === "lines") {
    select(over(...show.value!.lines[item.index]!.words));
    openCue.value = null;
    card.value = true;
    return;
  }
  const spot = marks.value!.places[item.index]!;
  select(single(spot.word));
  card.value = false;
  openCue.value = show.value!.cues[item.index]!.id;
}

/** Where a dragged edge falls: the frame to draw and what to do on release. */
export function dropAt(found: Under, frame: number): { frame: number; words: string; drop: () => void } {
  const times = timeline.value!.words;
  const place = snap(times, frame);
  const cue = show.value!.cues[found.item.index]!;
  const bracket = marks.value!.bracketOf(cue.id);
  const end = found.edge === "end";
  const from = end ? (bracket?.until ?? place) : marks.value!.places[found.item.index]!;
  const other = bracket ? (end ? bracket.from : bracket.until) : null;
  const gesture = moveCue(cue, end, from, place, other);
  return {
    frame: times[2 * place.word + (place.edge === "after" ? 1 : 0)]!,
    words: `${place.edge === "after" ? "after" : "at"} “${words.value!.text(place.word, place.word + 1)}”`,
    drop: () => gesture && void edit(gesture),
  };
}
