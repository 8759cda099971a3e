import { expect, test } from "vitest";
import type { Timeline } from "../../src/link/protocol.ts";
import { envelope, gainAt, gainOf, handles, share } from "../../src/view/score/envelope.ts";
import { cue } from "./shows.ts";

const times = { words: [0, 48_000, 96_000, 144_000, 192_000, 240_000] } as unknown as Timeline;
const at = (word: number) => ({ word, edge: "start" as const, offset: 0 });
const bed = cue("rain", {
  kind: "bed",
  gain: -6,
  rides: [
    { at: at(2), gain: -20, over: 1 },
    { at: at(1), gain: -12, over: 0.5 },
    { at: at(1), pan: 0.5, over: 1 },
  ],
});

test("a ride has a point where it begins and one where it leads to", () => {
  expect(handles(bed, 0, 480_000, times)).toEqual([
    { ride: 1, from: { frame: 96_000, gain: -6 }, to: { frame: 120_000, gain: -12 } },
    { ride: 0, from: { frame: 192_000, gain: -12 }, to: { frame: 240_000, gain: -20 } },
  ]);
  expect(handles(bed, 0, 100_000, times).map((handle) => handle.ride)).toEqual([1]);
});

test("between its points the gain is straight in decibels", () => {
  const line = envelope(bed, 0, 480_000, times);
  expect(gainAt(line, 50_000)).toBe(-6);
  expect(gainAt(line, 216_000)).toBe(-16);
  expect(gainAt(line, 470_000)).toBe(-20);
});

test("a height is the gain that is drawn there", () => {
  for (const gain of [-30, -6, 0, 5]) expect(gainOf(share(gain))).toBeCloseTo(gain);
});
