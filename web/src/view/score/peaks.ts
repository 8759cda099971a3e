// The stored peaks of lines and cues, fetched for the part on the screen and kept.

import { signal } from "@preact/signals";
import { api, type PeakPiece } from "../../link/api.ts";
import type { Timeline } from "../../link/protocol.ts";

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

interface Block {
  /** How much was made when it was asked for. */
  made: number;
  items: ReadonlyMap<number, readonly Piece[]>;
}

const blocks = new Map<string, Block>();
let edition = -1;

/** The frames of one pair of peaks for a scale: a power of two, about one pixel. */
export function stepFor(perPixel: number): number {
  const step = 2 ** Math.round(Math.log2(Math.max(1, perPixel)));
  return Math.max(STEPS.least, Math.min(STEPS.most, step));
}

/**
 * The peaks of a line or cue, or nothing yet: they are asked for and `peaksArrived` changes. They are asked for again
 * when more of the show is made.
 */
export function peaksOf(of: "lines" | "cues", index: number, step: number, now: Timeline): readonly Piece[] {
  if (now.edition !== edition) {
    blocks.clear();
    edition = now.edition;
  }
  const number = Math.floor(index / BLOCK);
  const key = `${of} ${number} ${step}`;
  let block = blocks.get(key);
  if (!block || block.made !== now.made) {
    if (blocks.size > KEPT) blocks.delete(blocks.keys().next().value!);
    blocks.set(key, (block = { made: now.made, items: block?.items ?? new Map() }));
    void fill(block, of, number, step);
  }
  return block.items.get(index) ?? [];
}

async function fill(block: Block, of: "lines" | "cues", number: number, step: number): Promise<void> {
  const answer = await api.peaks(of, number * BLOCK, (number + 1) * BLOCK, step).catch(() => null);
  if (!answer) return;
  block.items = new Map(answer.of.map(({ index, pieces }) => [index, pieces.map(piece)]));
  peaksArrived.value++;
}

function piece({ at, from, to, peaks }: PeakPiece): Piece {
  return { zero: at - from, from, to, peaks: decode(peaks) };
}

/** Numbers of one byte from base64. */
export function decode(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (sign) => (sign.charCodeAt(0) << 24) >> 24);
}
