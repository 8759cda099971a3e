// Which word is heard when. Words that are skipped or on another path have no time, and lines can begin together, so
// the times of words are not in the order of the text.

import { lastAtMost } from "./words.ts";

export class Heard {
  readonly #times: readonly number[];
  /** The words that are heard, in the order in which they begin. */
  readonly #order: Uint32Array;

  /** Takes start and end of each word. */
  constructor(times: readonly number[]) {
    this.#times = times;
    const words: number[] = [];
    let sorted = true;
    for (let word = 0; word < times.length / 2; word++) {
      if (times[2 * word + 1]! <= times[2 * word]!) continue;
      const last = words[words.length - 1];
      if (last !== undefined && times[2 * last]! > times[2 * word]!) sorted = false;
      words.push(word);
    }
    if (!sorted) words.sort((a, b) => times[2 * a]! - times[2 * b]! || a - b);
    this.#order = Uint32Array.from(words);
  }

  /** The word that is spoken at a frame, or the last one before it; −1 before the first. */
  at(frame: number): number {
    return this.#order[this.#before(frame)] ?? -1;
  }

  /** The frame at which a word begins; undefined for a word that is not heard. */
  start(word: number): number | undefined {
    const [start = 0, end = 0] = this.#times.slice(2 * word, 2 * word + 2);
    return end > start ? start : undefined;
  }

  /** The side of a word whose time is nearest to a frame: what a dragged edge snaps to. */
  snap(frame: number): { word: number; edge: "start" | "after" } {
    const at = Math.max(0, this.#before(frame));
    const [word, next] = [this.#order[at] ?? 0, this.#order[at + 1]];
    const far = (time: number) => Math.abs(this.#times[time]! - frame);
    const [start, end] = [far(2 * word), far(2 * word + 1)];
    if (next !== undefined && far(2 * next) < start && far(2 * next) <= end) return { word: next, edge: "start" };
    return { word, edge: end < start ? "after" : "start" };
  }

  #before(frame: number): number {
    return lastAtMost(this.#order.length, (at) => this.#times[2 * this.#order[at]!]!, frame);
  }
}
