// Steps of the cursor that depend on how the browser breaks the rows.

import { words } from "../../state/document.ts";
import { boxes, offsetAt } from "./places.ts";

/** The word above (−1) or below (1) a word on the screen; without one, a word nearby in the text. */
export function rowStep(head: number, by: 1 | -1): number {
  const all = words.value;
  const root = document.querySelector(".text");
  const box = all && root ? boxes(root, all.start(head), all.end(head)) : null;
  if (!all || !box) return head + by;
  const { left, width, top, height } = box.first;
  const x = left + width / 2;
  for (let row = 1; row <= 4; row++) {
    const y = top + height / 2 + by * row * height;
    for (const aside of [0, -40, 40, -120, 120, -300]) {
      const offset = offsetAt(x + aside, y);
      const word = offset === null ? head : all.at(offset);
      if (by * (word - head) > 0) return word;
    }
  }
  return head + by * 8;
}
