// Drags in the score: an edge of a cue to other words, a fade, a level, a ride. They snap to words; with Shift they do not.

import { type At, type Cue, type Gesture, RATE } from "../../link/protocol.ts";
import { anchor, heardAt, placeWords } from "../../model/anchor.ts";
import { moveTo } from "../../model/gestures.ts";
import type { Item } from "../../model/lanes.ts";
import { fadeTo, gainBy, setFade, setGain } from "../../model/levels.ts";
import { setRide, within } from "../../model/rides.ts";
import { type Scale, toFrame, toX } from "../../model/scale.ts";
import { gainWords } from "../../model/time.ts";
import { edit, show, timeline, words } from "../../state/document.ts";
import { snap } from "../../state/playing.ts";
import { gainOf, handles } from "./envelope.ts";
import { goTo, removePoint, type Ridden, type Under, under } from "./pointer.ts";
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
    const pull = { frame: toFrame(scale(), event.offsetX), along, scale: scale(), free: event.shiftKey };
    target = targetOf(found, cue, pull);
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
    if (!target && found && typeof found.hold === "object" && event.altKey) removePoint(found);
    else if (!target) goTo(toFrame(scale(), down.offsetX), found);
    else if (target.gesture) void edit(target.gesture);
  };
  canvas.setPointerCapture(down.pointerId);
  canvas.addEventListener("pointermove", drag);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

/** Where a drag is: the frame under the pointer, how far down it went, and whether it leaves the words. */
interface Pull {
  readonly frame: number;
  readonly along: number;
  readonly scale: Scale;
  readonly free: boolean;
}

function targetOf({ place, item, hold }: Under, cue: Cue, pull: Pull): Target {
  if (hold === "in" || hold === "out") {
    const seconds = fadeTo(item, hold, pull.frame);
    const words = `fade ${hold} ${seconds.toFixed(1)} s`;
    return { words, frame: pull.frame, gesture: setFade(cue, hold, seconds) };
  }
  if (hold === "level") {
    const gain = gainBy(cue.gain, pull.along);
    return { words: `${cue.sound ?? cue.id} ${gainWords(gain)}`, frame: null, gesture: setGain(cue, gain) };
  }
  if (hold && typeof hold === "object") return rideTo(place, item, hold, cue, pull);
  return edgeTo(cue, item, hold === "end", pull);
}

function placed({ frame, scale, free }: Pull, at = frame): { at: At; frame: number; words: string } {
  const times = timeline.value!.words;
  const spot = snap(at);
  const found = anchor(spot, times, at, scale.perPixel, free);
  return {
    at: found,
    frame: heardAt(times, found),
    words: placeWords(found, words.value!.text(spot.word, spot.word + 1)),
  };
}

// An edge of a cue never passes the other one.
function edgeTo(cue: Cue, item: Item, end: boolean, pull: Pull): Target {
  const to = placed(pull);
  const fits = cue.kind === "spot" || (end ? to.frame > item.start : to.frame < item.end);
  return { words: to.words, frame: to.frame, gesture: fits ? moveTo(cue, end, to.at) : null };
}

// The point where a ride leads to is dragged in time and level; that where it begins changes how long it takes.
function rideTo(place: Placed, item: Item, { ride, part }: Ridden, cue: Cue, pull: Pull): Target {
  const handle = handles(cue, item.start, item.end, timeline.value!).find((each) => each.ride === ride)!;
  const own = cue.rides[ride]!;
  if (!("word" in own.at)) return { words: "its place is a time: see the script", frame: null, gesture: null };
  if (part === "from") {
    const to = placed(pull);
    const over = (handle.to.frame - to.frame) / RATE;
    const gesture = over >= 0 ? setRide(cue, ride, { at: to.at, over }) : null;
    return { words: `${to.words}, within ${Math.max(0, over).toFixed(1)} s`, frame: to.frame, gesture };
  }
  const gain = within(handle.to.gain - (pull.along / (place.row - 2)) * (gainOf(1) - gainOf(0)));
  const moved = Math.abs(toX(pull.scale, pull.frame) - toX(pull.scale, handle.to.frame)) > STILL;
  if (!moved) return { words: gainWords(gain), frame: handle.to.frame, gesture: setRide(cue, ride, { gain }) };
  const over = own.over * RATE;
  const to = placed(pull, pull.frame - over);
  const words = `${gainWords(gain)}, ${to.words}`;
  return { words, frame: to.frame + over, gesture: setRide(cue, ride, { at: to.at, gain }) };
}
