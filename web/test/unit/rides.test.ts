import { expect, test } from "vitest";
import { addRide, canRide, rideSettings } from "../../src/model/rides.ts";
import { cue } from "./shows.ts";

const at = (word: number) => ({ word, edge: "start" as const, offset: 0 });
const bed = cue("rain", { kind: "bed", gain: -10, rides: [{ at: at(4), gain: -20, over: 1 }] });

test("a ride is added in the order of the text, softer than what comes before it", () => {
  expect(addRide(bed, 9).map((ride) => [ride.at.word, ride.gain])).toEqual([
    [4, -20],
    [9, -26],
  ]);
  expect(addRide(bed, 2).map((ride) => [ride.at.word, ride.gain])).toEqual([
    [2, -16],
    [4, -20],
  ]);
  expect(addRide(bed, 4).map((ride) => ride.gain)).toEqual([-16]);
});

test("rides are written with units, and an empty list removes the key", () => {
  expect(rideSettings(addRide(bed, 9))).toEqual({
    ride: [
      { at: at(4), gain: "-20dB", over: "1s" },
      { at: at(9), gain: "-26dB", over: "2s" },
    ],
  });
  expect(rideSettings([])).toEqual({ ride: null });
});

test("rides of other things than gain are left to the script", () => {
  expect(canRide(bed)).toBe(true);
  expect(canRide(cue("rain", { kind: "bed", rides: [{ at: at(1), pan: 0.5, gain: 3, over: 1 }] }))).toBe(false);
  expect(canRide(cue("bang", {}))).toBe(false);
});
