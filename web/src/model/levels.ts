// Levels and fades that are dragged in the score.

import { RATE, type Cue, type Gesture } from "../link/protocol.ts";
import type { Item } from "./lanes.ts";

/** Decibels for each pixel of a drag up or down. */
const PER_PIXEL = 0.25;
const GAINS = { least: -60, most: 20 };
const LONGEST_FADE = 60;

/** The gain after a drag by so many pixels down, in steps of half a decibel. */
export function gainBy(gain: number, down: number): number {
  const dragged = Math.round((gain - down * PER_PIXEL) * 2) / 2;
  return Math.max(GAINS.least, Math.min(GAINS.most, dragged));
}

/** The length of a fade whose inner end is dragged to a frame, in seconds with one digit. */
export function fadeTo(item: Item, side: "in" | "out", frame: number): number {
  const frames = side === "in" ? frame - item.start : item.end - frame;
  const most = Math.min(LONGEST_FADE, (item.end - item.start) / RATE);
  return Math.max(0, Math.min(most, Math.round((frames / RATE) * 10) / 10));
}

/** The frame of the inner end of a fade. */
export function fadeEnd(cue: Cue, item: Item, side: "in" | "out"): number {
  return side === "in" ? item.start + cue.fade[0] * RATE : item.end - cue.fade[1] * RATE;
}

export function setGain(cue: Cue, gain: number): Gesture | null {
  return gain === cue.gain ? null : { do: "set-cue", cues: [cue.id], set: { gain: `${gain}dB` } };
}

export function setFade(cue: Cue, side: "in" | "out", seconds: number): Gesture | null {
  return seconds === cue.fade[side === "in" ? 0 : 1]
    ? null
    : { do: "set-cue", cues: [cue.id], set: { [`fade.${side}`]: `${seconds}s` } };
}
