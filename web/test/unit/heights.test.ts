import { expect, test } from "vitest";
import { Heights } from "../../src/model/heights.ts";

test("a row is found by its distance from the top", () => {
  const heights = new Heights([10, 20, 30]);
  expect(heights.total).toBe(60);
  expect([0, 9, 10, 29, 30, 59].map((distance) => heights.at(distance))).toEqual([0, 0, 1, 1, 2, 2]);
});

test("a distance outside of the list is in its first or last row", () => {
  const heights = new Heights([10, 20]);
  expect(heights.at(-5)).toBe(0);
  expect(heights.at(500)).toBe(1);
  expect(new Heights([]).at(3)).toBe(0);
});

test("a changed height moves the rows after it", () => {
  const heights = new Heights(new Array(1000).fill(10));
  expect(heights.set(500, 35)).toBe(25);
  expect(heights.top(500)).toBe(5000);
  expect(heights.top(501)).toBe(5035);
  expect(heights.total).toBe(10025);
  expect(heights.at(5034)).toBe(500);
  expect(heights.at(5035)).toBe(501);
});

test("sums agree with a plain addition for heights of all kinds", () => {
  const each = Array.from({ length: 777 }, (_, at) => (at * 7919) % 97);
  const heights = new Heights(each);
  let sum = 0;
  each.forEach((height, row) => {
    expect(heights.top(row)).toBe(sum);
    sum += height;
  });
});
