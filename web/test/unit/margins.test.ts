import { expect, test } from "vitest";
import { below } from "../../src/view/text/margins.ts";

test("names of beds that begin in one row stand below each other", () => {
  const taken: number[] = [];
  expect([0, 0, 5, 40].map((top) => below(taken, top))).toEqual([0, 15, 25, 5]);
});
