import { expect, test } from "vitest";
import { addRide, canRide, removeRide, ridesOf, setRide } from "../../src/model/rides.ts";
import { cue } from "./shows.ts";

const at = (word: number) => ({ word, edge: "start" as const, offset: 0 });
const bed = cue("rain", { kind: "bed", gain: -10, rides: [{ at: at(4), gain: -20, over: 1 }] });

test("a ride is added in the order of the text, softer than what comes before it", () => {
  const spot = (word: number) => ({ word, edge: "start" as const });
  expect(addRide(bed, spot(9))).toEqual({
    do: "ride",
    cue: "rain",
    set: { at: spot(9), gain: "-26dB", over: "2s" },
  });
  expect(addRide(bed, spot(2))).toMatchObject({ before: 0, set: { gain: "-16dB" } });
  expect(addRide(bed, spot(4))).toEqual({ do: "ride", cue: "rain", ride: 0, set: { gain: "-16dB" } });
  expect(addRide(bed, spot(9), -31.3)).toMatchObject({ set: { gain: "-31.5dB" } });
});

test("one key of one ride is changed, and one ride removed", () => {
  expect(setRide(bed, 0, { over: 1.234 })).toEqual({ do: "ride", cue: "rain", ride: 0, set: { over: "1.23s" } });
  expect(setRide(bed, 0, { at: { word: 5, edge: "after", offset: 0.4 }, gain: -99 })).toMatchObject({
    set: { at: { word: 5, edge: "after", offset: 0.4 }, gain: "-60dB" },
  });
  expect(removeRide(bed, 0)).toEqual({ do: "ride", cue: "rain", ride: 0 });
});

test("rides of other things than gain keep their numbers and are left to the script", () => {
  const panned = { at: at(1), pan: 0.5, over: 1 };
  const timed = { at: { time: 3 }, gain: 2, over: 1 };
  const music = cue("tune", { kind: "music", rides: [panned, timed, { at: at(3), gain: -4, over: 1 }] });
  expect(ridesOf(music).map((ride) => ride.number)).toEqual([2]);
  expect(canRide(music)).toBe(true);
  expect(canRide(cue("bang", {}))).toBe(false);
});
