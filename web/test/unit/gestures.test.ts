import { expect, test } from "vitest";
import { addCue, meant, moveCue, open, setWords, unsettled } from "../../src/model/gestures.ts";
import { cue, show } from "./shows.ts";

const a = show("The ferry lay dark. “Is anyone aboard?” called Ana. “No,” said Tom.");

test("one word of dialogue means its line, one word of narration itself", () => {
  expect(meant(a, [5, 6])).toEqual([4, 7]);
  expect(meant(a, [1, 2])).toEqual([1, 2]);
  expect(meant(a, [4, 6])).toEqual([4, 6]);
});

test("whole lines are set by their names, parts by their words", () => {
  expect(setWords(a, [4, 7], { by: "TOM" })).toEqual({ do: "line", lines: ["l1"], set: { by: "TOM" } });
  expect(setWords(a, [4, 6], { by: "TOM" })).toEqual({ do: "line", words: [4, 6], set: { by: "TOM" } });
  expect(setWords(a, [1, 3], { by: "TOM" })).toEqual({ do: "line", words: [1, 3], set: { by: "TOM" } });
});

test("whole lines with the narration between them are the lines of dialogue", () => {
  expect(setWords(a, [4, 10], { by: "TOM" })).toEqual({ do: "line", lines: ["l1", "l3"], set: { by: "TOM" } });
});

test("a bed lasts over the selected words, a spot begins with them, a hush follows them", () => {
  expect(addCue("bed", "rain", [2, 5])).toMatchObject({
    at: { word: 2, edge: "start" },
    until: { word: 4, edge: "after" },
  });
  expect(addCue("bed", "rain", [2, 3])).toMatchObject({ until: null });
  expect(addCue("spot", "bell", [2, 5])).toMatchObject({ at: { word: 2, edge: "start" }, until: null });
  expect(addCue("hush", "1s", [2, 5])).toMatchObject({ at: { word: 4, edge: "after" }, length: "1s" });
});

test("a drag moves the beginning or the end, and keeps the offset of the beginning", () => {
  const bed = cue("rain", { kind: "bed", at: { word: 2, edge: "start", offset: -0.5 } });
  const from = { word: 2, edge: "start" } as const;
  const until = { word: 6, edge: "after" } as const;
  expect(moveCue(bed, false, from, { word: 3, edge: "start" }, until)).toEqual({
    do: "move-cue",
    cue: "rain",
    at: { word: 3, edge: "start", offset: -0.5 },
  });
  expect(moveCue(bed, true, until, { word: 4, edge: "after" }, from)).toEqual({
    do: "move-cue",
    cue: "rain",
    until: { word: 4, edge: "after" },
  });
});

test("a drag to the same place, or of an end before the beginning, moves nothing", () => {
  const bed = cue("rain", { kind: "bed" });
  const from = { word: 2, edge: "start" } as const;
  const until = { word: 6, edge: "after" } as const;
  expect(moveCue(bed, false, from, from, until)).toBeNull();
  expect(moveCue(bed, true, until, { word: 1, edge: "after" }, from)).toBeNull();
  expect(moveCue(bed, false, from, { word: 8, edge: "start" }, until)).toBeNull();
});

test("unsettled lines are found in both directions, round the ends", () => {
  const lines = a.lines.map((line, at) => ({
    ...line,
    status: at === 1 ? ("guess" as const) : at === 3 ? ("unassigned" as const) : line.status,
  }));
  const b = { ...a, lines };
  expect(unsettled(b, 0, 1)).toBe(1);
  expect(unsettled(b, 5, 1)).toBe(3);
  expect(unsettled(b, 9, 1)).toBe(1);
  expect(unsettled(b, 0, -1)).toBe(3);
  expect(unsettled(a, 0, 1)).toBe(-1);
  expect(open(b)).toEqual({ guesses: 1, unassigned: 1 });
});
