// The stored peaks of lines and cues, fetched for what is on the screen and kept.

import { signal } from "@preact/signals";
import { api } from "../../link/api.ts";

export interface Piece {
  /** The show's frame of the first sample of the take, and the part of the take that is heard. */
  readonly zero: number;
  readonly from: number;
  readonly to: number;
  /** Lowest and highest sample of each step, from −127 to 127. */
  readonly peaks: Int8Array;
}

/** So many lines or cues are fetched at once. */
const BLOCK = 64;
const KEPT = 400;
const STEPS = { least: 64, most: 65_536 };

/** Counts the answers: the score is drawn again after each. */
export const peaksArrived = signal(0);

const blocks = new Map<string, ReadonlyMap<number, readonly Piece[]> | null>();
let edition = -1;

/** The frames of one pair of peaks for a scale: a power of two, about one pixel. */
export function stepFor(perPixel: number): number {
  const step = 2 ** Math.round(Math.log2(Math.max(1, perPixel)));
  return Math.max(STEPS.least, Math.min(STEPS.most, step));
}

/** The peaks of a line or cue, or nothing yet: they are asked for and `peaksArrived` changes. */
export function peaksOf(of: "lines" | "cues", index: number, step: number, now: number): readonly Piece[] {
  if (now !== edition) {
    blocks.clear();
    edition = now;
  }
  const block = Math.floor(index / BLOCK);
  const key = `${of} ${block} ${step}`;
  const known = blocks.get(key);
  if (known === undefined) void fetchBlock(key, of, block, step);
  return known?.get(index) ?? [];
}

async function fetchBlock(key: string, of: "lines" | "cues", block: number, step: number): Promise<void> {
  if (blocks.size > KEPT) blocks.delete(blocks.keys().next().value!);
  blocks.set(key, null);
  const asked = edition;
  const answer = await api.peaks(of, block * BLOCK, (block + 1) * BLOCK, step).catch(() => null);
  if (!answer || asked !== edition) return;
  blocks.set(
    key,
    new Map(
      answer.of.map((each) => [
        each.index,
        each.pieces.map(({ at, from, to, peaks }) => ({ zero: at - from, from, to, peaks: decode(peaks) })),
      ]),
    ),
  );
  peaksArrived.value++;
}

/** Numbers of one byte from base64. */
export function decode(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (sign) => (sign.charCodeAt(0) << 24) >> 24);
}
