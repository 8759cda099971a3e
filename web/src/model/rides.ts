// Changes of the level of a bed or music. Each is edited alone, so that the others keep their bytes.

import type { At, Cue, Gesture, Place, RidePoint, Settings } from "../link/protocol.ts";

/** A change of the gain at words of the text. */
export interface Ride {
  /** Its number among all rides of the cue. */
  readonly number: number;
  readonly at: Extract<Place, { word: number }>;
  readonly gain: number;
  readonly over: number;
}

/** How much softer a new ride is at first, in decibels, and how long it takes, in seconds. */
const SOFTER = 6;
const OVER = 2;
const GAINS = { least: -60, most: 20 };

export const canRide = (cue: Cue) => cue.kind === "bed" || cue.kind === "music";

/** The rides that change the gain at words. Others are left to the script. */
export function ridesOf(cue: Cue): Ride[] {
  return cue.rides.flatMap((ride, number) =>
    isGain(ride) ? [{ number, at: ride.at, gain: ride.gain, over: ride.over }] : [],
  );
}

function isGain(
  ride: RidePoint,
): ride is RidePoint & { readonly gain: number; readonly at: Extract<Place, { word: number }> } {
  return ride.gain !== undefined && "word" in ride.at;
}

/** The gain before a word: that of the last ride, or of the cue. */
export function gainBefore(cue: Cue, word: number): number {
  const before = ridesOf(cue).filter((ride) => ride.at.word < word);
  return before[before.length - 1]?.gain ?? cue.gain;
}

/** A new ride in the order of the text. A ride at the same word is changed instead. */
export function addRide(cue: Cue, at: At, gain = gainBefore(cue, at.word) - SOFTER): Gesture {
  const rides = ridesOf(cue);
  const same = rides.find((ride) => ride.at.word === at.word && ride.at.edge === at.edge);
  if (same) return setRide(cue, same.number, { gain });
  const next = rides.find((ride) => ride.at.word > at.word);
  const set = { at: { ...at }, gain: `${within(gain)}dB`, over: `${OVER}s` };
  return { do: "ride", cue: cue.id, ...(next && { before: next.number }), set };
}

export function setRide(cue: Cue, ride: number, to: { at?: At; gain?: number; over?: number }): Gesture {
  const set: Settings = {
    ...(to.at && { at: { ...to.at } }),
    ...(to.gain !== undefined && { gain: `${within(to.gain)}dB` }),
    ...(to.over !== undefined && { over: `${Math.max(0, Math.round(to.over * 100) / 100)}s` }),
  };
  return { do: "ride", cue: cue.id, ride, set };
}

export const removeRide = (cue: Cue, ride: number): Gesture => ({ do: "ride", cue: cue.id, ride });

/** A gain that the script takes, in steps of half a decibel. */
export function within(gain: number): number {
  return Math.max(GAINS.least, Math.min(GAINS.most, Math.round(gain * 2) / 2));
}
