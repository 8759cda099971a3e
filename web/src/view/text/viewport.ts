// Which paragraphs are drawn: those on the screen and some around it.

import { Heights } from "../../model/heights.ts";
import type { Words } from "../../model/words.ts";

/** How far beyond the screen paragraphs are drawn, in CSS pixels. */
const AROUND = 500;

export interface Drawn {
  readonly first: number;
  /** The paragraph after the last one. */
  readonly end: number;
}

/** A first estimate of the height of each paragraph in a column of this width, in CSS pixels. */
export function estimate(words: Words, width: number, rowHeight: number, gap: number): Heights {
  const letters = Math.max(20, width / (rowHeight * 0.3));
  const heights = new Float64Array(words.paragraphs);
  for (let paragraph = 0; paragraph < words.paragraphs; paragraph++) {
    const [first, end] = words.ofParagraph(paragraph);
    const length = words.end(end - 1) - words.start(first);
    heights[paragraph] = Math.ceil(length / letters) * rowHeight + gap;
  }
  return new Heights(heights);
}

export function drawn(heights: Heights, top: number, height: number): Drawn {
  if (heights.rows === 0) return { first: 0, end: 0 };
  return { first: heights.at(top - AROUND), end: heights.at(top + height + AROUND) + 1 };
}
