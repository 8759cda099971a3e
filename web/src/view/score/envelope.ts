// The gain of a bed or music over time: fades and rides as a line of points.

import type { Cue, Place, Timeline } from "../../link/protocol.ts";
import { RATE } from "../../link/protocol.ts";

export interface Point {
  readonly frame: number;
  readonly gain: number;
}

/** The softest gain that is drawn, in decibels. */
const SOFTEST = -42;
const LOUDEST = 6;

/** From the start to the end of a cue, in the order of time. */
export function envelope(cue: Cue, start: number, end: number, times: Timeline): Point[] {
  const [fadeIn, fadeOut] = cue.fade.map((seconds) => seconds * RATE) as [number, number];
  const points: Point[] = [{ frame: start, gain: fadeIn > 0 ? SOFTEST : cue.gain }];
  if (fadeIn > 0) points.push({ frame: Math.min(end, start + fadeIn), gain: cue.gain });
  let gain = cue.gain;
  for (const ride of cue.rides) {
    const at = frameOf(ride.at, times);
    if (ride.gain === undefined || at === null || at < start || at > end) continue;
    points.push({ frame: at, gain }, { frame: Math.min(end, at + ride.over * RATE), gain: ride.gain });
    gain = ride.gain;
  }
  points.push({ frame: Math.max(start, end - fadeOut), gain }, { frame: end, gain: fadeOut > 0 ? SOFTEST : gain });
  return points.sort((a, b) => a.frame - b.frame);
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
  return Math.max(0.06, Math.min(1, (gain - SOFTEST) / (LOUDEST - SOFTEST)));
}
