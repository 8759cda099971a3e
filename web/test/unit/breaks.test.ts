import { expect, test } from "vitest";
import { shown, shownAt, written } from "../../src/script/breaks.ts";

const TEXT = "a: 1\r\nb: 2\r\n\r\nc: 3\r\n";

test("a script keeps its breaks when it is typed into", () => {
  const text = shown(TEXT);
  for (let from = 0; from <= text.length; from++) {
    for (let to = from; to <= text.length; to++) {
      const [change] = written(TEXT, [{ from, to, insert: "x\ny" }]);
      const made = TEXT.slice(0, change!.from) + change!.insert + TEXT.slice(change!.to);
      expect(made).toBe((text.slice(0, from) + "x\ny" + text.slice(to)).replaceAll("\n", "\r\n"));
    }
  }
  const plain = [{ from: 1, to: 2, insert: "\n" }];
  expect(written("a\nb", plain)).toEqual(plain);
});

test("a place in the script is one in the editor", () => {
  expect([0, 6, 12, 14].map((offset) => shownAt(TEXT, offset))).toEqual([0, 5, 10, 11]);
});
