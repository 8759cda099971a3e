import { expect, test } from "vitest";
import { fadeEnd, fadeTo, gainBy, setFade, setGain } from "../../src/model/levels.ts";
import { cue } from "./shows.ts";

const SECOND = 48_000;
const item = { start: 10 * SECOND, end: 20 * SECOND, row: 0, index: 0 };
const bed = cue("rain", { kind: "bed", gain: -10, fade: [2, 1] });

test("a drag up is louder, a drag down softer, within what the script allows", () => {
  expect(gainBy(-10, -8)).toBe(-8);
  expect(gainBy(-10, 10)).toBe(-12.5);
  expect(gainBy(-10, 9_999)).toBe(-60);
});

test("a fade is as long as from its side to the pointer, never longer than the cue", () => {
  expect(fadeTo(item, "in", 13.04 * SECOND)).toBe(3);
  expect(fadeTo(item, "out", 13 * SECOND)).toBe(7);
  expect(fadeTo(item, "in", 0)).toBe(0);
  expect(fadeTo(item, "in", 99 * SECOND)).toBe(10);
  expect([fadeEnd(bed, item, "in"), fadeEnd(bed, item, "out")]).toEqual([12 * SECOND, 19 * SECOND]);
});

test("a drag that ends where it began changes nothing", () => {
  expect(setGain(bed, -10)).toBeNull();
  expect(setFade(bed, "out", 1)).toBeNull();
  expect(setGain(bed, -6)).toMatchObject({ do: "set-cue", cues: ["rain"], set: { gain: "-6dB" } });
  expect(setFade(bed, "in", 0.5)).toMatchObject({ set: { "fade.in": "0.5s" } });
});
