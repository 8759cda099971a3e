import { expect, test } from "vitest";
import { type Box, type Laid, layOut, type Link } from "../../src/model/layout.ts";
import { nearest } from "../../src/model/nearest.ts";

const boxes = (ids: string): Box[] => [...ids].map((id) => ({ id, width: 100, height: 60 }));
/** Links as `ab` from a to b. */
const links = (...pairs: string[]): Link[] =>
  pairs.map((pair, at) => ({ id: `${pair}${at}`, from: pair[0]!, to: pair[1]!, port: 40 }));

function overlaps(ids: readonly Box[], laid: Laid): string[] {
  const found: string[] = [];
  for (const one of ids)
    for (const other of ids) {
      if (one.id >= other.id) continue;
      const [a, b] = [laid.boxes.get(one.id)!, laid.boxes.get(other.id)!];
      const apart =
        a.x + one.width <= b.x || b.x + other.width <= a.x || a.y + one.height <= b.y || b.y + other.height <= a.y;
      if (!apart) found.push(one.id + other.id);
    }
  return found;
}

test("a chain goes from left to right on one height", () => {
  const laid = layOut(boxes("abc"), links("ab", "bc"));
  const [a, b, c] = ["a", "b", "c"].map((id) => laid.boxes.get(id)!);
  expect(a!.x).toBeLessThan(b!.x);
  expect(b!.x).toBeLessThan(c!.x);
  expect(laid.paths.get("ab0")).toMatch(/^M100 /);
});

test("a way back does not move its goal to the right", () => {
  const laid = layOut(boxes("abc"), links("ab", "bc", "ca", "bb"));
  const x = (id: string) => laid.boxes.get(id)!.x;
  expect([x("a") < x("b"), x("b") < x("c")]).toEqual([true, true]);
  expect(laid.paths.size).toBe(4);
});

test("what nothing leads to stands before what it leads to", () => {
  const laid = layOut(boxes("abcx"), links("ab", "bc", "xc"));
  expect(laid.boxes.get("x")!.x).toBe(laid.boxes.get("b")!.x);
});

test("links to nowhere and an empty graph are laid out too", () => {
  expect(layOut([], []).boxes.size).toBe(0);
  expect(layOut(boxes("a"), links("az")).paths.size).toBe(0);
});

// Numbers that are the same in each run.
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

test("boxes never overlap, and every link has a path of numbers", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const draw = () => next.next().value;
    const all = Array.from({ length: 2 + Math.floor(draw() * 30) }, (_, at) => ({
      id: String.fromCharCode(200 + at),
      width: 100,
      height: 40 + Math.floor(draw() * 200),
    }));
    const ends = () => all[Math.floor(draw() * all.length)]!.id;
    const some = Array.from({ length: Math.floor(draw() * 60) }, (_, at) => ({
      id: `${at}`,
      from: ends(),
      to: ends(),
      port: 30,
    }));
    const laid = layOut(all, some);
    expect(overlaps(all, laid)).toEqual([]);
    expect(laid.paths.size).toBe(some.length);
    for (const path of laid.paths.values()) expect(path).not.toMatch(/NaN|Infinity/);
    for (const spot of laid.boxes.values()) expect(Math.min(spot.x, spot.y)).toBeGreaterThanOrEqual(0);
  }
});

test("two branches do not cross", () => {
  const laid = layOut(boxes("abcde"), [
    { id: "1", from: "a", to: "c", port: 20 },
    { id: "2", from: "a", to: "b", port: 50 },
    { id: "3", from: "c", to: "d", port: 30 },
    { id: "4", from: "b", to: "e", port: 30 },
  ]);
  const y = (id: string) => laid.boxes.get(id)!.y;
  expect([y("c") < y("b"), y("d") < y("e")]).toEqual([true, true]);
});

test("arrow keys go to the nearest box in their direction", () => {
  const spots = [
    { id: "a", x: 0, y: 0 },
    { id: "b", x: 200, y: 10 },
    { id: "c", x: 200, y: 150 },
    { id: "d", x: 400, y: 0 },
  ];
  expect(nearest(spots, "a", "ArrowRight")).toBe("b");
  expect(nearest(spots, "b", "ArrowDown")).toBe("c");
  expect(nearest(spots, "c", "ArrowUp")).toBe("b");
  expect(nearest(spots, "d", "ArrowLeft")).toBe("b");
  expect(nearest(spots, "a", "ArrowLeft")).toBe(null);
  expect(nearest(spots, "none", "ArrowLeft")).toBe(null);
});
