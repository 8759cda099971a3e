import { expect, test } from "vitest";
import { cutOf, moved, takeSettings } from "../../src/model/cut.ts";

test("the part of a recording is within it", () => {
  expect(cutOf(null, 3)).toEqual({ start: 0, end: 3 });
  expect(cutOf([0.5, null], 3)).toEqual({ start: 0.5, end: 3 });
  expect(cutOf([0.5, 9], 3)).toEqual({ start: 0.5, end: 3 });
});

test("its ends do not pass each other", () => {
  const cut = { start: 0.5, end: 2 };
  expect(moved(cut, "start", 1.2345, 3)).toEqual({ start: 1.23, end: 2 });
  expect(moved(cut, "start", 2.5, 3).start).toBeCloseTo(1.9);
  expect(moved(cut, "end", 0, 3).end).toBeCloseTo(0.6);
  expect(moved(cut, "end", 7, 3).end).toBe(3);
  expect(moved(cut, "start", -1, 3).start).toBe(0);
});

test("only what is cut is written", () => {
  expect(takeSettings("a.wav", { start: 0, end: 3 }, 3)).toEqual({ take: "a.wav" });
  expect(takeSettings("a.wav", { start: 0.4, end: 3 }, 3)).toEqual({ take: { file: "a.wav", start: "0.4s" } });
  expect(takeSettings("a.wav", { start: 0, end: 2.5 }, 3)).toEqual({ take: { file: "a.wav", end: "2.5s" } });
});
