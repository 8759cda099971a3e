// Where the words of the text are, and which line, paragraph and scene each belongs to.

import type { Line, Prose, Scene } from "../link/protocol.ts";

/** The last number `at` in `0..count` for which `first(at) <= value`, or −1. */
export function lastAtMost(count: number, first: (at: number) => number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (first(middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class Words {
  constructor(readonly prose: Prose) {}

  get count(): number {
    return this.prose.words.length / 2;
  }

  get paragraphs(): number {
    return this.prose.paragraphs.length;
  }

  start(word: number): number {
    return this.prose.words[2 * word] ?? this.prose.text.length;
  }

  end(word: number): number {
    return this.prose.words[2 * word + 1] ?? this.prose.text.length;
  }

  text(from: number, end: number): string {
    return from < end ? this.prose.text.slice(this.start(from), this.end(end - 1)) : "";
  }

  /** The word at an offset of the text, or the one before it. */
  at(offset: number): number {
    return Math.max(
      0,
      lastAtMost(this.count, (word) => this.start(word), offset),
    );
  }

  /** The words of a paragraph: its first, and the one after its last. */
  ofParagraph(paragraph: number): [number, number] {
    const firsts = this.prose.paragraphs;
    return [firsts[paragraph] ?? this.count, firsts[paragraph + 1] ?? this.count];
  }

  paragraphOf(word: number): number {
    const firsts = this.prose.paragraphs;
    return Math.max(
      0,
      lastAtMost(firsts.length, (at) => firsts[at]!, word),
    );
  }

  /** The part of the text that a paragraph shows: its words with the quotation marks around them. */
  span(paragraph: number): [number, number] {
    const [first, end] = this.ofParagraph(paragraph);
    const from = this.#opening(first);
    const last = this.end(end - 1);
    const next = end < this.count ? this.#opening(end) : this.prose.text.length;
    const after = this.prose.text.slice(last, next);
    const blank = after.search(/\n\s*\n/);
    return [from, last + (blank < 0 ? after : after.slice(0, blank)).trimEnd().length];
  }

  // Quotation marks and dashes before the first word, on its row, belong to its paragraph.
  #opening(first: number): number {
    const start = this.start(first);
    const before = first > 0 ? this.end(first - 1) : 0;
    const row = this.prose.text.lastIndexOf("\n", start - 1) + 1;
    const from = Math.max(before, Math.min(row, start));
    return from + (/^\s*/.exec(this.prose.text.slice(from, start))?.[0].length ?? 0);
  }
}

/** The index of the line that has a word, or −1 for a word that is not heard. */
export function lineOf(lines: readonly Line[], word: number): number {
  const at = lastAtMost(lines.length, (line) => lines[line]!.words[0], word);
  return at >= 0 && word < lines[at]!.words[1] ? at : -1;
}

/** The index of the scene that has a word, or −1. */
export function sceneOf(scenes: readonly Scene[], word: number): number {
  return lastAtMost(scenes.length, (scene) => scenes[scene]!.word, word);
}

/** What a scene is called: its title, or its id as words. */
export function sceneName({ title, id }: { readonly title: string; readonly id: string }): string {
  if (title && title !== id) return title;
  const words = id.replace(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
