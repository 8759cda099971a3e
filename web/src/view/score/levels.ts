// The gains that the mix applies to beds and music.

import { api } from "../../link/api.ts";
import type { Timeline } from "../../link/protocol.ts";
import { Blocks } from "./blocks.ts";
import { decode } from "./peaks.ts";

/** Values of a curve from a step on. */
export interface Curve {
  /** The frame of the middle of the first step, and the frames of each. */
  readonly frame: number;
  readonly step: number;
  /** Half decibels above −100 dB; 0 is silence. */
  readonly own: Uint8Array;
  readonly all: Uint8Array;
}

/** So many steps are fetched at once. */
const STEPS = 2_048;
const KEPT = 120;

const bytes = (text: string) => new Uint8Array(decode(text).buffer);

const blocks = new Blocks<Curve>(KEPT, async (number, step) => {
  const from = number * STEPS * step;
  const answer = await api.levels(from, STEPS, step);
  return new Map(
    answer.of.map(({ index, first, own, all }) => [
      index,
      { frame: from + (first + 0.5) * step, step, own: bytes(own), all: bytes(all) },
    ]),
  );
});

/** The decibels of a value of a curve. */
export const gainOfByte = (value: number) => (value === 0 ? -Infinity : value / 2 - 100);

/** The curves of a cue between two frames, in the order of time, as far as they are there. */
export function curvesOf(index: number, from: number, end: number, step: number, now: Timeline, made: number): Curve[] {
  const length = STEPS * step;
  const curves = new Set<Curve>();
  for (let start = Math.max(0, Math.floor(from / length)) * length; start < end; start += length) {
    const middle = Math.max(start, from);
    const curve = blocks.item((each) => Math.floor(middle / (STEPS * each)), index, step, now, made);
    if (curve) curves.add(curve);
  }
  return [...curves];
}
