import { expect, test } from "vitest";
import { Heard } from "../../src/model/heard.ts";

const heard = new Heard([0, 90, 100, 190, 200, 290]);

test("a word is spoken from its start to that of the next", () => {
  expect([-1, 0, 95, 100, 999].map((frame) => heard.at(frame))).toEqual([-1, 0, 0, 1, 2]);
  expect(new Heard([]).at(5)).toBe(-1);
});

test("words without a time are passed over", () => {
  const skipped = new Heard([0, 90, 0, 0, 200, 290]);
  expect([50, 150, 250].map((frame) => skipped.at(frame))).toEqual([0, 0, 2]);
  expect([0, 1, 2, 9].map((word) => skipped.start(word))).toEqual([0, undefined, 200, undefined]);
});

test("lines that begin together are found by their times", () => {
  const both = new Heard([0, 90, 500, 590, 100, 190]);
  expect([120, 510].map((frame) => both.at(frame))).toEqual([2, 1]);
});

test("an edge snaps to the nearest side of a word that is heard", () => {
  expect(heard.snap(10)).toEqual({ word: 0, edge: "start" });
  expect(heard.snap(84)).toEqual({ word: 0, edge: "after" });
  expect(heard.snap(97)).toEqual({ word: 1, edge: "start" });
  expect(heard.snap(9_999)).toEqual({ word: 2, edge: "after" });
});
