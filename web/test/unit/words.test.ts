import { expect, test } from "vitest";
import { lineOf, Words } from "../../src/model/words.ts";
import { over, paragraphStep, range, sentence, single, to } from "../../src/model/selection.ts";
import { show } from "./shows.ts";

const TEXT = "The ferry lay dark. “Is anyone aboard?” called Ana.\n\n“No,” said Tom. Nobody\nelse spoke.\n";
const a = show(TEXT);
const words = new Words(a.prose);

test("a word is found by any of its offsets, and by the blank after it", () => {
  expect(words.text(1, 2)).toBe("ferry");
  expect([4, 6, 9].map((offset) => words.at(offset))).toEqual([1, 1, 1]);
  expect(words.at(0)).toBe(0);
  expect(words.at(10_000)).toBe(words.count - 1);
});

test("a paragraph has the quotation marks at its ends and no blank lines", () => {
  expect(words.prose.text.slice(...words.span(0))).toBe("The ferry lay dark. “Is anyone aboard?” called Ana.");
  expect(words.prose.text.slice(...words.span(1))).toBe("“No,” said Tom. Nobody\nelse spoke.");
});

test("a break between paragraphs belongs to none", () => {
  const breaks = new Words(show("One two.\n\n***\n\nThree.").prose);
  expect(breaks.prose.text.slice(...breaks.span(0))).toBe("One two.");
  expect(breaks.prose.text.slice(...breaks.span(1))).toBe("Three.");
});

test("a line is found by its words, and a word that is not heard has none", () => {
  expect(a.lines[lineOf(a.lines, 5)]?.dialogue).toBe(true);
  expect(
    lineOf(
      a.lines.filter((line) => !line.dialogue),
      5,
    ),
  ).toBe(-1);
});

test("a selection has whole words in both directions", () => {
  expect(range({ anchor: 5, head: 3 })).toEqual([3, 6]);
  expect(range(to(single(3), 5, true, 10))).toEqual([3, 6]);
  expect(range(to(single(3), 99, false, 10))).toEqual([9, 10]);
  expect(range(over(2, 6))).toEqual([2, 6]);
});

test("a step between paragraphs goes to first words", () => {
  expect(paragraphStep(words, 2, 1)).toBe(9);
  expect(paragraphStep(words, 2, -1)).toBe(0);
  expect(paragraphStep(words, 9, -1)).toBe(0);
  expect(paragraphStep(words, 10, 1)).toBe(words.count - 1);
});

test("a sentence ends at its stop, with the quotation marks behind it", () => {
  expect(words.text(...sentence(words, 2))).toBe("The ferry lay dark");
  expect(words.text(...sentence(words, 5))).toBe("Is anyone aboard");
  expect(words.text(...sentence(words, 10))).toBe("No,” said Tom");
});
