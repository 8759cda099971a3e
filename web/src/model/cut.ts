// The part of a recording that is heard, as the script writes it.

import type { Settings } from "../link/protocol.ts";

/** From one second to another; both are within the recording. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** Shorter parts are not made, in seconds. */
const SHORTEST = 0.1;

const hundredths = (seconds: number) => Math.round(seconds * 100) / 100;

/** The part that the script has, or all of a recording of so many seconds. */
export function cutOf(written: readonly [number, number | null] | null, length: number): Cut {
  const [start, end] = written ?? [0, null];
  return { start: Math.min(start, length), end: Math.min(end ?? length, length) };
}

/** A cut with one end at another second. The ends do not pass each other. */
export function moved(cut: Cut, side: "start" | "end", to: number, length: number): Cut {
  const at = hundredths(to);
  return side === "start"
    ? { ...cut, start: Math.max(0, Math.min(at, cut.end - SHORTEST)) }
    : { ...cut, end: Math.min(length, Math.max(at, cut.start + SHORTEST)) };
}

/** The settings of a line with a part of a recording. The whole recording is its path alone. */
export function takeSettings(file: string, { start, end }: Cut, length: number): Settings {
  const from = hundredths(start);
  const to = hundredths(end);
  if (from <= 0 && to >= hundredths(length)) return { take: file };
  return {
    take: { file, ...(from > 0 && { start: `${from}s` }), ...(to < hundredths(length) && { end: `${to}s` }) },
  };
}
