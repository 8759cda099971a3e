// Scrolls the text to a word, also one whose paragraph is not drawn yet.

import type { Heights } from "../../model/heights.ts";
import type { Words } from "../../model/words.ts";
import { boxes } from "./places.ts";

/** A word is in view if it is this far from the upper and lower edge. */
const MARGIN = 70;

export function reveal(root: HTMLElement, heights: Heights, words: Words, word: number, smooth = false): void {
  const box = boxes(root, words.start(word), words.end(word));
  if (box) return settle(root, box.first, smooth);
  root.scrollTop = heights.top(words.paragraphOf(word)) - root.clientHeight / 3;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const drawn = boxes(root, words.start(word), words.end(word));
      if (drawn) settle(root, drawn.first, false);
    }),
  );
}

function settle(root: HTMLElement, word: DOMRect, smooth: boolean): void {
  const view = root.getBoundingClientRect();
  if (word.top >= view.top + MARGIN && word.bottom <= view.bottom - MARGIN) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.scrollBy({ top: word.top - view.top - view.height / 3, behavior: smooth && !still ? "smooth" : "instant" });
}
