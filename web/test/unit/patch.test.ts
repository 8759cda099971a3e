import { expect, test } from "vitest";
import { type Patch, patched } from "../../src/link/patch.ts";
import { cue, show } from "./shows.ts";

const before = show("“Go,” said Ana. The door fell.", {
  cues: [cue("a", {}), cue("b", {}), cue("c", {})],
  script: { path: "show.yaml", uri: "file:///show.yaml", text: "show: é𝄞\r\ncues:\r\n" },
  places: {
    lines: [],
    cues: [0, 9, 10, 19, null, null, 20, 29],
    scenes: [],
    ways: [],
    choices: [],
    options: [],
    state: [],
  },
});
const patch = (more: Partial<Patch>): Patch => ({
  from: 1,
  to: 2,
  set: {},
  lists: {},
  numbers: {},
  texts: {},
  ...more,
});

test("keys are replaced, and what is not changed stays the same object", () => {
  const after = patched(before, patch({ set: { revision: "r2", "script.path": "other.yaml" } }));
  expect(after).toEqual({
    ...before,
    version: 2,
    revision: "r2",
    script: { ...before.script, path: "other.yaml" },
  });
  for (const key of ["cues", "lines", "prose", "places", "roles"] as const) expect(after[key]).toBe(before[key]);
  expect(before.script.path).toBe("show.yaml");
});

test("items of lists are replaced, added and removed", () => {
  const ids = (splices: Patch["lists"][string]) =>
    patched(before, patch({ lists: { cues: splices } })).cues.map((each) => each.id);
  expect(ids([[1, 1, [cue("x", {})]]])).toEqual(["a", "x", "c"]);
  expect(ids([[3, 0, [cue("x", {}), cue("y", {})]]])).toEqual(["a", "b", "c", "x", "y"]);
  expect(ids([[0, 2, []]])).toEqual(["c"]);
  expect(
    ids([
      [0, 1, [cue("x", {})]],
      [2, 1, [cue("z", {})]],
    ]),
  ).toEqual(["x", "b", "z"]);
  expect(before.cues.map((each) => each.id)).toEqual(["a", "b", "c"]);
});

test("numbers behind a splice move together, and what has no place keeps none", () => {
  const after = patched(before, patch({ numbers: { "places.cues": [3, 1, [24], 5] } }));
  expect(after.places.cues).toEqual([0, 9, 10, 24, null, null, 25, 34]);
  expect(after.places.lines).toBe(before.places.lines);
});

test("a text is spliced in code units, also between CR and LF", () => {
  const texts = (splice: readonly [number, number, string]) =>
    patched(before, patch({ texts: { "script.text": splice } })).script.text;
  expect(texts([9, 0, "!"])).toBe("show: é𝄞!\r\ncues:\r\n");
  expect(texts([10, 1, ""])).toBe("show: é𝄞\rcues:\r\n");
});
