// The words that are selected: always at least one, always whole words.

import type { Words } from "./words.ts";

export interface Selection {
  /** The word where the selection began. */
  readonly anchor: number;
  /** The word where it is now; the cursor is here. */
  readonly head: number;
}

/** The first selected word, and the one after the last. */
export function range(selection: Selection): [number, number] {
  return [Math.min(selection.anchor, selection.head), Math.max(selection.anchor, selection.head) + 1];
}

export function single(word: number): Selection {
  return { anchor: word, head: word };
}

export function over(from: number, end: number): Selection {
  return { anchor: from, head: Math.max(from, end - 1) };
}

/** The selection with its head at another word; the anchor stays if it is extended. */
export function to(selection: Selection, head: number, extend: boolean, count: number): Selection {
  const word = Math.max(0, Math.min(head, count - 1));
  return extend ? { anchor: selection.anchor, head: word } : single(word);
}

/** The head of a step to the paragraph before (−1) or after (1): its first word, or the beginning of this one. */
export function paragraphStep(words: Words, head: number, by: 1 | -1): number {
  const paragraph = words.paragraphOf(head);
  const first = words.ofParagraph(paragraph)[0];
  if (by < 0 && head > first) return first;
  const next = Math.max(0, Math.min(paragraph + by, words.paragraphs - 1));
  return next === paragraph ? (by < 0 ? first : words.ofParagraph(paragraph)[1] - 1) : words.ofParagraph(next)[0];
}

const STOP = /[.!?…]["'”’»)\]]*\s*["'“‘«([]*$/u;

/** The sentence around a word: from after the stop before it to the next stop, within its paragraph. */
export function sentence(words: Words, word: number): [number, number] {
  const [first, last] = words.ofParagraph(words.paragraphOf(word));
  const stops = (at: number) => STOP.test(words.prose.text.slice(words.end(at), words.start(at + 1)));
  let from = word;
  while (from > first && !stops(from - 1)) from--;
  let end = word + 1;
  while (end < last && !stops(end - 1)) end++;
  return [from, end];
}
