// Parts of the show that are fetched when they are on the screen, and kept. While the zoom changes nothing is asked for:
// a part of another zoom is drawn until then.

import { signal } from "@preact/signals";
import type { Timeline } from "../../link/protocol.ts";

/** Counts the answers: the score is drawn again after each. */
export const arrived = signal(0);

/** The zoom is still when it has been the same for this time, in ms. */
const STILL = 80;
const STEPS = { least: 64, most: 65_536 };

/** The frames of one pair of peaks for a scale: a power of two, about one pixel. */
export function stepFor(perPixel: number): number {
  const step = 2 ** Math.round(Math.log2(Math.max(1, perPixel)));
  return Math.max(STEPS.least, Math.min(STEPS.most, step));
}

interface Block<T> {
  /** How much was made when it was asked for. */
  made: number;
  readonly items: ReadonlyMap<number, T>;
}

/** The step that is drawn now. */
let drawn = 0;

export class Blocks<T> {
  readonly #kept = new Map<string, Block<T>>();
  #edition = "";

  /** Takes the number of blocks that are kept, and fetches the items of one. */
  constructor(
    readonly most: number,
    readonly fetch: (number: number, step: number) => Promise<ReadonlyMap<number, T>>,
  ) {}

  /** The item of a block, or that of another step until it is there. It is fetched again when more of the show is made. */
  item(of: (step: number) => number, index: number, step: number, now: Timeline, made: number): T | undefined {
    const edition = `${now.revision} ${now.edition}`;
    if (edition !== this.#edition) this.#kept.clear();
    this.#edition = edition;
    drawn = step;
    const number = of(step);
    const block = this.#kept.get(`${number} ${step}`);
    if (!block || block.made !== made) this.#ask(number, step, made, block?.items);
    const own = block?.items.get(index);
    if (own !== undefined || block?.items.size) return own;
    for (const factor of [2, 0.5, 4, 0.25, 8, 0.125]) {
      const other = this.#kept.get(`${of(step * factor)} ${step * factor}`)?.items.get(index);
      if (other !== undefined) return other;
    }
    return undefined;
  }

  #ask(number: number, step: number, made: number, items: ReadonlyMap<number, T> = new Map()): void {
    const key = `${number} ${step}`;
    if (this.#kept.size > this.most) this.#kept.delete(this.#kept.keys().next().value!);
    const asked = { made, items };
    this.#kept.set(key, asked);
    setTimeout(async () => {
      // The zoom has moved on. The next painting at this zoom asks again.
      if (drawn !== step) return void (this.#kept.get(key) === asked && this.#kept.delete(key));
      const got = await this.fetch(number, step).catch(() => null);
      if (!got || this.#kept.get(key) !== asked) return;
      this.#kept.set(key, { made, items: got });
      arrived.value++;
    }, STILL);
  }
}
