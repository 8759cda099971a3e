import { expect, test } from "vitest";
import { anchor, heardAt, placeWords } from "../../src/model/anchor.ts";

const times = [0, 48_000, 60_000, 96_000];
const after = { word: 0, edge: "after" as const };

test("a place near a word is at the word, and another one is some seconds from it", () => {
  expect(anchor(after, times, 48_900, 100, false)).toEqual(after);
  expect(anchor(after, times, 52_800, 100, false)).toEqual({ ...after, offset: 0.1 });
  expect(anchor(after, times, 48_900, 100, true)).toEqual({ ...after, offset: 0.02 });
  expect(anchor({ word: 1, edge: "start" }, times, 36_000, 100, false).offset).toBe(-0.5);
});

test("a place is heard where it was dropped, to a hundredth of a second", () => {
  for (const frame of [0, 49_000, 52_345, 59_999]) {
    expect(Math.abs(heardAt(times, anchor(after, times, frame, 1, true)) - frame)).toBeLessThanOrEqual(240);
  }
});

test("a place is described in words", () => {
  expect(placeWords(after, "door")).toBe("after “door”");
  expect(placeWords({ word: 0, edge: "start", offset: -0.35 }, "door")).toBe("at “door” −0.35 s");
});
