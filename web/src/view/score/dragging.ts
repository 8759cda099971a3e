// Drags in the score: an edge of a cue to other words, a fade, a level.

import type { Cue, Gesture } from "../../link/protocol.ts";
import { moveCue } from "../../model/gestures.ts";
import { fadeTo, gainBy, setFade, setGain } from "../../model/levels.ts";
import { type Scale, toFrame, toX } from "../../model/scale.ts";
import { gainWords } from "../../model/time.ts";
import { edit, marks, show, timeline, words } from "../../state/document.ts";
import { snap } from "../../state/playing.ts";
import { goTo, type Under, under } from "./pointer.ts";
import type { Placed } from "./layout.ts";

/** A press that moves less than this is a click. */
const STILL = 4;

/** Words beside the pointer, and a line over all lanes where a drag would fall. */
export interface Hint {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly line: number | null;
}

interface Target {
  readonly words: string;
  readonly frame: number | null;
  readonly gesture: Gesture | null;
}

/** Follows a press until it ends: it is a drag of the thing under it, or a click. */
export function begin(
  down: PointerEvent,
  places: readonly Placed[],
  scale: () => Scale,
  say: (hint: Hint | null) => void,
): void {
  if (down.button !== 0) return;
  const canvas = down.currentTarget as HTMLCanvasElement;
  const found = under(places, scale(), down.offsetX, down.offsetY);
  const cue = found?.hold ? show.value!.cues[found.item.index] : undefined;
  let target: Target | null = null;
  const drag = (event: PointerEvent) => {
    const [aside, along] = [event.clientX - down.clientX, event.clientY - down.clientY];
    if (!cue || !found || (!target && Math.hypot(aside, along) < STILL)) return;
    target = targetOf(found, cue, toFrame(scale(), event.offsetX), along);
    say({
      x: event.offsetX,
      y: event.offsetY,
      words: target.words,
      line: target.frame === null ? null : toX(scale(), target.frame),
    });
  };
  const end = (event: PointerEvent) => {
    canvas.removeEventListener("pointermove", drag);
    canvas.removeEventListener("pointerup", end);
    canvas.removeEventListener("pointercancel", end);
    say(null);
    if (event.type === "pointercancel") return;
    if (!target) goTo(toFrame(scale(), down.offsetX), found);
    else if (target.gesture) void edit(target.gesture);
  };
  canvas.setPointerCapture(down.pointerId);
  canvas.addEventListener("pointermove", drag);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

function targetOf({ item, hold }: Under, cue: Cue, frame: number, along: number): Target {
  if (hold === "in" || hold === "out") {
    const seconds = fadeTo(item, hold, frame);
    return { words: `fade ${hold} ${seconds.toFixed(1)} s`, frame, gesture: setFade(cue, hold, seconds) };
  }
  if (hold === "level") {
    const gain = gainBy(cue.gain, along);
    return { words: `${cue.sound ?? cue.id} ${gainWords(gain)}`, frame: null, gesture: setGain(cue, gain) };
  }
  return edgeTo(cue, item.index, hold === "end", frame);
}

function edgeTo(cue: Cue, index: number, end: boolean, frame: number): Target {
  const times = timeline.value!.words;
  const place = snap(frame);
  const bracket = marks.value!.bracketOf(cue.id);
  const from = end ? (bracket?.until ?? place) : marks.value!.places[index]!;
  const other = bracket ? (end ? bracket.from : bracket.until) : null;
  return {
    words: `${place.edge === "after" ? "after" : "at"} “${words.value!.text(place.word, place.word + 1)}”`,
    frame: times[2 * place.word + (place.edge === "after" ? 1 : 0)]!,
    gesture: moveCue(cue, end, from, place, other),
  };
}
