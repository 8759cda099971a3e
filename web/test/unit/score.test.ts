import { expect, test } from "vitest";
import type { Timeline } from "../../src/link/protocol.ts";
import { itemAt, lanesOf, visible } from "../../src/model/lanes.ts";
import { fit, tickStep, toFrame, toX, within, zoom } from "../../src/model/scale.ts";
import { cue, show } from "./shows.ts";

const SECOND = 48_000;

test("a zoom keeps the frame under the pointer", () => {
  const scale = zoom(fit(3600 * SECOND, 1000), 0.25, 400, 3600 * SECOND, 1000);
  expect(toFrame(scale, 400)).toBeCloseTo(toFrame(fit(3600 * SECOND, 1000), 400), 3);
  expect(toX(scale, toFrame(scale, 123))).toBeCloseTo(123, 6);
});

test("the score never leaves the show, and never zooms closer than a second", () => {
  const all = 10 * SECOND;
  expect(within({ start: -5, perPixel: 1e9 }, all, 100)).toEqual(fit(all, 100));
  expect(within({ start: 1e9, perPixel: 100 }, all, 100).start).toBeCloseTo(all * 1.02 - 10_000, 3);
  expect(zoom(fit(all, 100), 1e-9, 0, all, 100).perPixel).toBe(32);
});

test("marks of the ruler are apart", () => {
  for (const perPixel of [32, 480, 48_000, 960_000]) {
    expect((tickStep({ start: 0, perPixel }, 80) * SECOND) / perPixel).toBeGreaterThanOrEqual(80);
  }
});

const a = show("One two. “Three four.” Five. “Six.”", {
  cues: [
    cue("rain", { kind: "bed" }),
    cue("wind", { kind: "bed" }),
    cue("late", { kind: "bed" }),
    cue("bang", {}),
    cue("still", { kind: "hush" }),
  ],
});
const times: Timeline = {
  revision: "r1",
  edition: 1,
  exact: true,
  frames: 600,
  made: 1,
  all: 1,
  scenes: [],
  words: [0, 90, 100, 190, 200, 290, 300, 390, 400, 490, 500, 590],
  lines: [0, 190, 200, 390, 400, 490, 500, 590],
  cues: [0, 300, 100, 200, 300, 600, 50, 60, 10, 20],
};

test("speech has a lane for each role that speaks, cues a lane for each kind", () => {
  const lanes = lanesOf(a, times);
  expect(lanes.map((lane) => lane.name)).toEqual(["NARRATOR", "ANA", "Spots", "Beds"]);
  expect(lanes[3]?.items.map((item) => [item.index, item.row])).toEqual([
    [0, 0],
    [1, 1],
    [2, 0],
  ]);
});

test("only items within the view are drawn", () => {
  const beds = lanesOf(a, times)[3]!;
  expect(visible(beds, 350, 400)).toEqual([0, 3]);
  expect(visible(beds, 0, 50)).toEqual([0, 1]);
  expect(itemAt(beds, 150, 1, 0)?.index).toBe(1);
  expect(itemAt(beds, 250, 1, 0)).toBeUndefined();
  expect(itemAt(beds, 203, 1, 5)?.index).toBe(1);
});
