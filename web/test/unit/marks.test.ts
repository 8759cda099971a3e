import { expect, test } from "vitest";
import { beforeWord, COLUMNS, Marks, pieces } from "../../src/model/marks.ts";
import { Words } from "../../src/model/words.ts";
import { cue, show } from "./shows.ts";

const TEXT = "The ferry lay dark. “Is anyone aboard?” called Ana.\n\n“No,” said Tom.\n\nThe end came.";
const at = (word: number, edge: "start" | "after" = "start") => ({ word, edge, offset: 0 });

function drawn(cues: Parameters<typeof cue>[1][], paragraph = 0): string {
  const a = show(TEXT, { cues: cues.map((each, index) => cue(`c${index}`, each)) });
  const words = new Words(a.prose);
  return pieces(a, words, new Marks(a, words), paragraph)
    .map((piece) =>
      piece.kind === "mark"
        ? `<${"cue" in piece.mark ? piece.mark.cue : "?"}>`
        : piece.line === null
          ? " "
          : `${piece.line}:${TEXT.slice(piece.from, piece.to)}`,
    )
    .join("|")
    .replaceAll("| |", " ");
}

test("the lines of a paragraph take their quotation marks with them", () => {
  expect(drawn([])).toBe("0:The ferry lay dark. 1:“Is anyone aboard?” 2:called Ana.");
});

test("a choice stands after the word before it is asked", () => {
  expect(beforeWord(4)).toEqual({ word: 3, edge: "after" });
  expect(beforeWord(0)).toEqual({ word: 0, edge: "start" });
});

test("a mark stands before its word or after it with its stop", () => {
  expect(drawn([{ at: at(1) }, { at: at(3, "after") }])).toBe(
    "0:The <0>|0:ferry lay dark.|<1> 1:“Is anyone aboard?” 2:called Ana.",
  );
});

test("a mark on the last word stands at the end of the paragraph", () => {
  expect(drawn([{ at: at(8, "after") }])).toMatch(/2:called Ana\.\|<0>$/);
});

test("a mark at a quotation stands before its quotation mark", () => {
  expect(drawn([{ at: at(4) }])).toBe("0:The ferry lay dark. <0>|1:“Is anyone aboard?” 2:called Ana.");
});

test("words without a line are drawn as words that are not heard", () => {
  const a = show(TEXT);
  const quiet = { ...a, lines: a.lines.filter((line) => line.words[0] !== 4) };
  const words = new Words(quiet.prose);
  const lines = pieces(quiet, words, new Marks(quiet, words), 0)
    .map((piece) => (piece.kind === "text" ? piece.line : null))
    .filter((line) => line !== null);
  expect(lines).toEqual([0, -1, 1]);
});

test("a bed without an end lasts to the end of its scene", () => {
  const a = show(TEXT, {
    cues: [cue("rain", { kind: "bed", at: at(1) }), cue("wind", { kind: "bed", at: at(13) })],
    scenes: [
      { id: "a", title: "", word: 0, space: null, when: null, then: null },
      { id: "b", title: "", word: 9, space: null, when: null, then: null },
    ],
  });
  const words = new Words(a.prose);
  const [rain, wind] = new Marks(a, words).brackets;
  expect(rain?.until).toEqual({ word: 8, edge: "after" });
  expect(wind?.until).toEqual({ word: words.count - 1, edge: "after" });
});

test("beds that last at once have columns of their own, as far as there are", () => {
  const cues = Array.from({ length: COLUMNS + 2 }, (_, index) => cue(`b${index}`, { kind: "bed", at: at(index) }));
  const a = show(TEXT, { cues: [...cues, cue("late", { kind: "bed", at: at(9), until: at(10) })] });
  const words = new Words(a.prose);
  expect(new Marks(a, words).brackets.map((bracket) => bracket.column)).toEqual([0, 1, 2, 3, 3, 3, 3]);
});

test("a cue at another cue stands where that one stands, also in a circle", () => {
  const a = show(TEXT, {
    cues: [
      cue("first", { at: at(5) }),
      cue("echo", { at: { cue: "first", edge: "after", offset: 1 } }),
      cue("round", { at: { cue: "round", edge: "start", offset: 0 } }),
    ],
  });
  const words = new Words(a.prose);
  expect(new Marks(a, words).places.map((place) => place.word)).toEqual([5, 5, 0]);
});
