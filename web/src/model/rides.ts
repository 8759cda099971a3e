// Changes of the level of a bed or music at words of the text.

import type { Cue, Place, RidePoint, Settings } from "../link/protocol.ts";

export interface Ride {
  readonly at: Extract<Place, { word: number }>;
  readonly gain: number;
  readonly over: number;
}

/** How much softer a new ride is at first, in decibels, and how long it takes, in seconds. */
const SOFTER = 6;
const OVER = 2;

/** Whether all rides of a cue are changes of gain at words, so that the page may write the whole list. */
export function canRide(cue: Cue): boolean {
  return (cue.kind === "bed" || cue.kind === "music") && cue.rides.every(isPlain);
}

function isPlain(ride: RidePoint): boolean {
  return ride.gain !== undefined && ride.pan === undefined && ride.distance === undefined && "word" in ride.at;
}

/** The rides with a new one at a word, in the order of the text; a ride at the same word is replaced. */
export function addRide(cue: Cue, word: number): Ride[] {
  const rides = cue.rides as readonly Ride[];
  const before = rides.filter((ride) => ride.at.word < word);
  const after = rides.filter((ride) => ride.at.word > word);
  const gain = (before[before.length - 1]?.gain ?? cue.gain) - SOFTER;
  return [...before, { at: { word, edge: "start", offset: 0 }, gain, over: OVER }, ...after];
}

/** The rides as the script writes them; none removes the key. */
export function rideSettings(rides: readonly Ride[]): Settings {
  const list = rides.map((ride) => ({ at: { ...ride.at }, gain: `${ride.gain}dB`, over: `${ride.over}s` }));
  return { ride: list.length > 0 ? list : null };
}
