// The thing under the pointer in the score, in words, and what a click does there.

import { type Item } from "../../model/lanes.ts";
import { addRide, canRide, removeRide } from "../../model/rides.ts";
import { fadeEnd } from "../../model/levels.ts";
import { over, single } from "../../model/selection.ts";
import { type Scale, toFrame, toX } from "../../model/scale.ts";
import { clock, gainWords } from "../../model/time.ts";
import { anchor } from "../../model/anchor.ts";
import { edit, marks, show, timeline } from "../../state/document.ts";
import { seek, snap, wordAt } from "../../state/playing.ts";
import { findings } from "../../state/report.ts";
import { closeCard, openThing, openWords, select } from "../../state/view.ts";
import { envelope, gainAt, share } from "./envelope.ts";
import { hit, type Placed, rowTop } from "./layout.ts";
import { shownHandles } from "./paint.ts";

/** So near to an edge a press drags it, in CSS pixels. */
const NEAR = 6;

/** What a drag would change: an edge of a cue, a fade, its level, or a ride: where it begins, or where it leads to. */
export type Hold = "start" | "end" | "in" | "out" | "level" | Ridden;
export interface Ridden {
  readonly ride: number;
  readonly part: "from" | "to";
}

export interface Under {
  readonly place: Placed;
  readonly item: Item;
  /** Null for speech. */
  readonly hold: Hold | null;
}

export function under(places: readonly Placed[], scale: Scale, x: number, y: number): Under | null {
  const found = hit(places, toFrame(scale, x), y, NEAR * scale.perPixel);
  return found && { ...found, hold: holdAt(found.place, found.item, scale, x, y) };
}

// At its sides the edges of a bed are held, in its upper half the fades too: the nearest one. Elsewhere it is the level.
function holdAt(place: Placed, item: Item, scale: Scale, x: number, y: number): Hold | null {
  const cue = place.lane.of === "cues" ? show.value?.cues[item.index] : undefined;
  if (!cue) return null;
  const ridden = canRide(cue) ? rideAt(place, item, scale, x, y) : null;
  if (ridden) return ridden;
  const holds: [Hold, number][] = [["start", item.start]];
  if (cue.kind !== "spot") holds.push(["end", item.end]);
  const upper = y - rowTop(place, item.row) < place.row * 0.55;
  if (cue.kind !== "spot" && upper) holds.push(["in", fadeEnd(cue, item, "in")], ["out", fadeEnd(cue, item, "out")]);
  const near = holds
    .map(([hold, frame]) => [hold, Math.abs(toX(scale, frame) - x)] as const)
    .filter(([, away]) => away <= NEAR);
  near.sort((a, b) => a[1] - b[1]);
  return near[0]?.[0] ?? "level";
}

// The point of a ride that is under the pointer: that where it leads to, if both are.
function rideAt(place: Placed, item: Item, scale: Scale, x: number, y: number): Ridden | null {
  const times = timeline.value!;
  const top = rowTop(place, item.row) + 1;
  for (const { ride, from, to } of shownHandles({ show: show.value!, times, scale }, item)) {
    for (const [part, point] of [["to", to] as const, ["from", from] as const]) {
      const [aside, along] = [toX(scale, point.frame) - x, top + (place.row - 2) * (1 - share(point.gain)) - y];
      if (Math.hypot(aside, along) <= NEAR + 2) return { ride, part };
    }
  }
  return null;
}

const HINTS: Readonly<Record<Exclude<Hold, Ridden>, string>> = {
  start: "drag to other words",
  end: "drag to other words",
  in: "drag the fade",
  out: "drag the fade",
  level: "drag up or down for the level",
};
const OF_RIDES = { from: "drag where it begins", to: "drag where it leads to; Alt and a click remove it" };

const hintOf = (hold: Hold) => (typeof hold === "object" ? OF_RIDES[hold.part] : HINTS[hold]);

export function describe({ place, item, hold }: Under): string {
  const time = `${clock(item.start)} – ${clock(item.end)}`;
  if (place.lane.of === "lines") {
    const line = show.value!.lines[item.index]!;
    const found = findings.value.get(item.index);
    return `${place.lane.name}${line.tone ? `, ${line.tone}` : ""}, ${time}${found ? `: ${found.message}` : ""}`;
  }
  const cue = show.value!.cues[item.index]!;
  return `${cue.sound ?? cue.kind}, ${gainWords(cue.gain)}, ${time}${hold ? `; ${hintOf(hold)}` : ""}`;
}

/** Goes to a frame, and selects the words of the line that is pressed. */
export function goTo(frame: number, found: Under | null): void {
  closeCard();
  const line = found?.place.lane.of === "lines" ? show.value?.lines[found.item.index] : undefined;
  select(line ? over(...line.words) : single(Math.max(0, wordAt(frame))));
  void seek({ frame: Math.max(0, Math.round(frame)) });
}

/** Adds a point to the level of a bed or music, at the gain that it has there. */
export function addPoint({ item }: Under, scale: Scale, x: number): void {
  const cue = show.value!.cues[item.index]!;
  const times = timeline.value!;
  const frame = toFrame(scale, x);
  const at = anchor(snap(frame), times.words, frame, scale.perPixel, false);
  void edit(addRide(cue, at, gainAt(envelope(cue, item.start, item.end, times), frame)));
}

export function removePoint({ item, hold }: Under): void {
  if (typeof hold === "object" && hold) void edit(removeRide(show.value!.cues[item.index]!, hold.ride));
}

/** Opens the card of a line or cue; the text scrolls to it. */
export function openAt({ place, item }: Under): void {
  if (place.lane.of === "lines") {
    select(over(...show.value!.lines[item.index]!.words));
    openWords();
    return;
  }
  select(single(marks.value!.places[item.index]!.word));
  openThing("cue", show.value!.cues[item.index]!.id);
}
