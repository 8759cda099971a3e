import { expect, test } from "vitest";
import { fitting } from "../../src/model/fitting.ts";

const width = (words: string) => 10 * [...words].length;

test("a name that has no room loses its last letters, and says so", () => {
  expect(fitting("The Hall", 80, width)).toBe("The Hall");
  expect(fitting("The Hall", 70, width)).toBe("The Ha…");
  expect(fitting("The Hall", 50, width)).toBe("The…");
  expect(fitting("𝄞𝄞𝄞𝄞", 30, width)).toBe("𝄞𝄞…");
  expect(fitting("The Hall", 20, width)).toBe("");
  expect(fitting("", 0, width)).toBe("");
});
