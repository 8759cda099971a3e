// Places of the score as places in the text: at a word, or some seconds from it.

import { type At, RATE } from "../link/protocol.ts";
import type { Spot } from "./marks.ts";

/** So near to a word, in CSS pixels, a drag snaps to it. */
const NEAR = 10;

/** The frame of a side of a word. */
export function frameOf(times: readonly number[], { word, edge }: Spot): number {
  return times[2 * word + (edge === "after" ? 1 : 0)] ?? 0;
}

/** The place of a frame whose nearest side of a word is `spot`. It snaps to the word if it is near, unless it is free. */
export function anchor(spot: Spot, times: readonly number[], frame: number, perPixel: number, free: boolean): At {
  const away = frame - frameOf(times, spot);
  if (!free && Math.abs(away) <= NEAR * perPixel) return { ...spot };
  const offset = Math.round((away / RATE) * 100) / 100;
  return offset === 0 ? { ...spot } : { ...spot, offset };
}

/** The frame of a place, after its offset. */
export function heardAt(times: readonly number[], at: At): number {
  return frameOf(times, at) + Math.round((at.offset ?? 0) * RATE);
}

/** A place in words: `after “door” +0.3 s`. */
export function placeWords(at: At, word: string): string {
  const offset = at.offset ?? 0;
  const away = offset === 0 ? "" : ` ${offset < 0 ? "−" : "+"}${Math.abs(offset)} s`;
  return `${at.edge === "after" ? "after" : "at"} “${word}”${away}`;
}
