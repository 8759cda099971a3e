// The stored peaks of lines and cues.

import { api, type PeakPiece } from "../../link/api.ts";
import type { Timeline } from "../../link/protocol.ts";
import { Blocks } from "./blocks.ts";

export interface Piece {
  /** The show's frame of the first sample of the take, and the part of the take that is heard. */
  readonly zero: number;
  readonly from: number;
  readonly to: number;
  /** The length of the sound, which is repeated from there. */
  readonly round: number;
  /** The frames of each pair. */
  readonly step: number;
  /** Lowest and highest sample of each step, from −127 to 127. */
  readonly peaks: Int8Array;
}

/** So many lines or cues are fetched at once. */
const BLOCK = 64;
const KEPT = 400;
const NONE: readonly Piece[] = [];

const blocks = { lines: blocksOf("lines"), cues: blocksOf("cues") };

function blocksOf(of: "lines" | "cues"): Blocks<readonly Piece[]> {
  return new Blocks(KEPT, async (number, step) => {
    const answer = await api.peaks(of, number * BLOCK, (number + 1) * BLOCK - 1, step);
    return new Map(answer.of.map(({ index, pieces }) => [index, pieces.map((each) => piece(each, step))]));
  });
}

/** The peaks of a line or cue, or nothing yet. `made` is how much of the show is made. */
export function peaksOf(
  of: "lines" | "cues",
  index: number,
  step: number,
  now: Timeline,
  made: number,
): readonly Piece[] {
  return blocks[of].item(() => Math.floor(index / BLOCK), index, step, now, made) ?? NONE;
}

function piece({ at, from, to, peaks, round = Infinity }: PeakPiece, step: number): Piece {
  return { zero: at - from, from, to, round, step, peaks: decode(peaks) };
}

/** Numbers of one byte from base64. */
export function decode(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (sign) => (sign.charCodeAt(0) << 24) >> 24);
}
