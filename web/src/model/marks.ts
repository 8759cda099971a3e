// Where cues, scenes and choices stand in the text.

import type { Cue, Edge, Place, Show } from "../link/protocol.ts";
import { lastAtMost, sceneOf, type Words } from "./words.ts";

/** A place as a word and one of its sides. */
export interface Spot {
  readonly word: number;
  readonly edge: Edge;
}

export type Mark =
  | { readonly kind: "cue"; readonly cue: number; readonly end: boolean; readonly place: Spot }
  | { readonly kind: "choice"; readonly choice: number; readonly place: Spot };

/** A bed or music that lasts over words, and the column of its bracket in the margin. */
export interface Bracket {
  readonly cue: number;
  readonly from: Spot;
  readonly until: Spot;
  readonly column: number;
}

/** Brackets beyond this column share the last one. */
export const COLUMNS = 4;

/** The place of a choice, which is asked before a word: after the word that precedes it. */
export const beforeWord = (word: number): Spot =>
  word > 0 ? { word: word - 1, edge: "after" } : { word: 0, edge: "start" };

export class Marks {
  /** The marks of each paragraph that has any, in the order of the text. */
  readonly #marks = new Map<number, Mark[]>();
  readonly #brackets = new Map<number, Bracket[]>();
  readonly #scenes = new Map<number, number>();
  readonly #byCue = new Map<string, Bracket>();
  readonly brackets: readonly Bracket[];
  readonly places: readonly Spot[];

  constructor(show: Show, words: Words) {
    const find = new Places(show, words);
    this.places = show.cues.map((cue) => find.of(cue.at));
    const lasting: Omit<Bracket, "column">[] = [];
    show.cues.forEach((cue, at) => {
      const place = this.places[at]!;
      this.#add(words, { kind: "cue", cue: at, end: false, place });
      if (cue.kind !== "bed" && cue.kind !== "music") return;
      const until = find.until(cue, place);
      if (!until) return;
      lasting.push({ cue: at, from: place, until });
      if (cue.until && "word" in cue.until) this.#add(words, { kind: "cue", cue: at, end: true, place: until });
    });
    show.choices.forEach(({ word }, at) => {
      if (word !== null) this.#add(words, { kind: "choice", choice: at, place: beforeWord(word) });
    });
    for (const list of this.#marks.values()) list.sort((a, b) => order(a.place) - order(b.place));
    this.brackets = inColumns(lasting);
    for (const bracket of this.brackets) {
      this.#byCue.set(show.cues[bracket.cue]!.id, bracket);
      this.#span(words, bracket);
    }
    show.scenes.forEach((scene, at) => {
      if (scene.word < words.count) this.#scenes.set(words.paragraphOf(scene.word), at);
    });
  }

  of(paragraph: number): readonly Mark[] {
    return this.#marks.get(paragraph) ?? [];
  }

  bracketsOf(paragraph: number): readonly Bracket[] {
    return this.#brackets.get(paragraph) ?? [];
  }

  /** The bracket of a bed or music. */
  bracketOf(cue: string): Bracket | undefined {
    return this.#byCue.get(cue);
  }

  /** The scene that begins in a paragraph. */
  sceneOf(paragraph: number): number | undefined {
    return this.#scenes.get(paragraph);
  }

  #add(words: Words, mark: Mark): void {
    const paragraph = words.paragraphOf(mark.place.word);
    const list = this.#marks.get(paragraph);
    if (list) list.push(mark);
    else this.#marks.set(paragraph, [mark]);
  }

  #span(words: Words, bracket: Bracket): void {
    const last = words.paragraphOf(bracket.until.word);
    for (let paragraph = words.paragraphOf(bracket.from.word); paragraph <= last; paragraph++) {
      const list = this.#brackets.get(paragraph);
      if (list) list.push(bracket);
      else this.#brackets.set(paragraph, [bracket]);
    }
  }
}

/** A number that orders places: the start of a word before its end. */
export function order(place: Spot): number {
  return 2 * place.word + (place.edge === "after" ? 1 : 0);
}

// What ends where a word starts has the word before it as its last.
function ended(place: Spot): Spot {
  return place.edge === "start" && place.word > 0 ? { word: place.word - 1, edge: "after" } : place;
}

// Finds the words of places that are given by another cue, a time or an end of the show.
class Places {
  readonly #cues: Map<string, Cue>;
  readonly #last: Spot;

  constructor(
    readonly show: Show,
    words: Words,
  ) {
    this.#cues = new Map(show.cues.map((cue) => [cue.id, cue]));
    this.#last = { word: Math.max(0, words.count - 1), edge: "after" };
  }

  of(place: Place, depth = 0): Spot {
    if ("word" in place) return { word: Math.min(place.word, this.#last.word), edge: place.edge };
    if ("end" in place) return this.#last;
    if ("cue" in place && depth < 16) {
      const cue = this.#cues.get(place.cue);
      if (cue) return this.of((place.edge === "after" && cue.until) || cue.at, depth + 1);
    }
    return { word: 0, edge: "start" };
  }

  // Without `until`, a bed ends with its scene, and music with one playback, whose end has no word.
  until(cue: Cue, from: Spot): Spot | null {
    if (cue.until) {
      const until = ended(this.of(cue.until));
      return order(until) > order(from) ? until : null;
    }
    if (cue.kind === "music") return null;
    const next = this.show.scenes[sceneOf(this.show.scenes, from.word) + 1];
    return next && next.word > from.word ? { word: next.word - 1, edge: "after" } : this.#last;
  }
}

// Each bracket gets the first column that is free where it begins.
function inColumns(lasting: readonly Omit<Bracket, "column">[]): Bracket[] {
  const free: number[] = [];
  const sorted = [...lasting].sort((a, b) => order(a.from) - order(b.from) || order(b.until) - order(a.until));
  return sorted.map((bracket) => {
    let column = free.findIndex((until) => until <= order(bracket.from));
    if (column < 0) column = Math.min(free.length, COLUMNS - 1);
    free[column] = Math.max(free[column] ?? 0, order(bracket.until));
    return { ...bracket, column };
  });
}

/** A piece of a paragraph as it is drawn: words of one line, or a mark between words. */
export type Piece =
  /** `line` is −1 for words that are not heard, and null for the blank between lines. */
  | { readonly kind: "text"; readonly from: number; readonly to: number; readonly line: number | null }
  | { readonly kind: "mark"; readonly mark: Mark };

/** The pieces of a paragraph in the order of the text. */
export function pieces(show: Show, words: Words, marks: Marks, paragraph: number): Piece[] {
  const [from, to] = words.span(paragraph);
  const pieces: Piece[] = [];
  let at = from;
  let line = -1;
  const push = (end: number, of: number | null) => {
    if (end > at) pieces.push({ kind: "text", from: at, to: end, line: of });
    at = Math.max(at, end);
  };
  // The blanks around a line are not in its colour.
  const text = (until: number) => {
    const [, before, said, after] = /^(\s*)(.*?)(\s*)$/s.exec(words.prose.text.slice(at, Math.min(until, to)))!;
    push(at + before!.length, null);
    push(at + said!.length, line);
    push(at + after!.length, null);
  };
  const stops = [
    ...cuts(show, words, paragraph),
    ...marks.of(paragraph).map((mark) => ({ at: offset(words, mark.place), mark })),
  ].sort((a, b) => a.at - b.at);
  for (const stop of stops) {
    text(stop.at);
    if ("mark" in stop) pieces.push({ kind: "mark", mark: stop.mark });
    else line = stop.line;
  }
  text(to);
  return pieces;
}

// Where another line begins, or words that are not heard (line −1).
function cuts(show: Show, words: Words, paragraph: number): { at: number; line: number }[] {
  const [first, end] = words.ofParagraph(paragraph);
  const cuts: { at: number; line: number }[] = [];
  for (let word = first; word < end;) {
    const line = lastAtMost(show.lines.length, (at) => show.lines[at]!.words[0], word);
    const heard = line >= 0 && word < show.lines[line]!.words[1];
    cuts.push({ at: word === first ? 0 : opening(words, word), line: heard ? line : -1 });
    word = Math.max(word + 1, heard ? show.lines[line]!.words[1] : (show.lines[line + 1]?.words[0] ?? end));
  }
  return cuts;
}

/** Where a mark is drawn: before its word, or after it with the signs that touch the word. */
export function offset(words: Words, place: Spot): number {
  if (place.edge === "start") return opening(words, place.word);
  const end = words.end(place.word);
  const gap = words.prose.text.slice(end, words.start(place.word + 1));
  return end + (/^[^\s—–“‘«]*/u.exec(gap)?.[0].length ?? 0);
}

// The signs before a word that belong to it: opening quotation marks, brackets.
function opening(words: Words, word: number): number {
  const start = words.start(word);
  const before = word > 0 ? words.end(word - 1) : 0;
  const gap = words.prose.text.slice(before, start);
  return start - (/[“‘«„"'([{¿¡—–-]*$/u.exec(gap)?.[0].length ?? 0);
}
