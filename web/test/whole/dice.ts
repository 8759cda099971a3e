// Numbers that look random and are the same in every run.

export class Dice {
  #state: bigint;

  constructor(seed: number) {
    this.#state = BigInt(seed) * 2_862_933_555_777_941_757n + 3_037_000_493n;
  }

  /** A whole number from 0 to below a limit. */
  below(limit: number): number {
    this.#state = (this.#state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & ((1n << 64n) - 1n);
    return Number(this.#state >> 33n) % limit;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Whether something happens that happens once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
}
