// The points of a bed or music that are dragged: where its rides begin and end. And its gain as the script has it, drawn
// until the curve of the mix is there.

import { type Cue, type Place, RATE, type Timeline } from "../../link/protocol.ts";

export interface Point {
  readonly frame: number;
  readonly gain: number;
}

/** A ride with its two points. */
export interface Handle {
  /** Its number among the rides of the cue. */
  readonly ride: number;
  readonly from: Point;
  readonly to: Point;
}

/** The softest gain that is drawn, in decibels. */
const SOFTEST = -42;
const LOUDEST = 6;

/** The rides of the gain within the time of a cue, in the order of time. */
export function handles(cue: Cue, start: number, end: number, times: Timeline): Handle[] {
  let gain = cue.gain;
  const rides = cue.rides.flatMap((ride, number) => {
    const at = frameOf(ride.at, times);
    return ride.gain === undefined || at === null || at < start || at > end
      ? []
      : [{ number, at, gain: ride.gain, over: ride.over * RATE }];
  });
  rides.sort((a, b) => a.at - b.at);
  return rides.map((ride) => {
    const from = { frame: ride.at, gain };
    gain = ride.gain;
    return { ride: ride.number, from, to: { frame: Math.min(end, ride.at + ride.over), gain } };
  });
}

/** From the start to the end of a cue, in the order of time. */
export function envelope(cue: Cue, start: number, end: number, times: Timeline): Point[] {
  const [fadeIn, fadeOut] = cue.fade.map((seconds) => seconds * RATE) as [number, number];
  const points: Point[] = [{ frame: start, gain: fadeIn > 0 ? SOFTEST : cue.gain }];
  if (fadeIn > 0) points.push({ frame: Math.min(end, start + fadeIn), gain: cue.gain });
  for (const { from, to } of handles(cue, start, end, times)) points.push(from, to);
  const { gain } = points[points.length - 1]!;
  points.push({ frame: Math.max(start, end - fadeOut), gain }, { frame: end, gain: fadeOut > 0 ? SOFTEST : gain });
  return points.sort((a, b) => a.frame - b.frame);
}

/** The gain that the script has at a frame. */
export function gainAt(points: readonly Point[], frame: number): number {
  const next = points.findIndex((point) => point.frame > frame);
  if (next === 0) return points[0]!.gain;
  if (next < 0) return points[points.length - 1]!.gain;
  const [before, after] = [points[next - 1]!, points[next]!];
  const share = (frame - before.frame) / (after.frame - before.frame);
  return before.gain + (after.gain - before.gain) * share;
}

/** The frame of a place at words or a time; null for others. */
function frameOf(place: Place, times: Timeline): number | null {
  if ("word" in place)
    return (times.words[2 * place.word + (place.edge === "after" ? 1 : 0)] ?? 0) + place.offset * RATE;
  if ("time" in place) return place.time * RATE;
  return null;
}

/** The share of the height of a row that a gain fills. */
export function share(gain: number): number {
  return Math.max(0.04, Math.min(1, (gain - SOFTEST) / (LOUDEST - SOFTEST)));
}

/** The gain at a share of the height of a row. */
export function gainOf(height: number): number {
  return SOFTEST + height * (LOUDEST - SOFTEST);
}
