import { expect, test } from "vitest";
import { Ring } from "../../src/sound/ring.ts";

const of = (...samples: number[]) => new Float32Array(samples);

test("samples are read in the order in which they are written, round the end", () => {
  const ring = new Ring(4);
  const into = new Float32Array(3);
  expect(ring.write(of(1, 2, 3))).toBe(3);
  expect(ring.read(into)).toBe(3);
  expect([...into]).toEqual([1, 2, 3]);
  expect(ring.write(of(4, 5, 6, 7, 8))).toBe(4);
  ring.read(into);
  expect([...into]).toEqual([4, 5, 6]);
});

test("silence follows the last sample", () => {
  const ring = new Ring(4);
  const into = of(9, 9, 9);
  ring.write(of(1));
  expect(ring.read(into)).toBe(1);
  expect([...into]).toEqual([1, 0, 0]);
});

test("an emptied ring has room for all again", () => {
  const ring = new Ring(4);
  ring.write(of(1, 2, 3));
  ring.clear();
  expect(ring.held).toBe(0);
  expect(ring.room).toBe(4);
});
