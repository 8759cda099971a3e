// A ring of interleaved samples between the socket and the loudspeaker. One writes, one reads.

export class Ring {
  readonly #samples: Float32Array;
  #read = 0;
  #held = 0;

  /** A ring for at most `capacity` samples. */
  constructor(capacity: number) {
    this.#samples = new Float32Array(capacity);
  }

  /** How many samples wait to be read. */
  get held(): number {
    return this.#held;
  }

  get room(): number {
    return this.#samples.length - this.#held;
  }

  /** Writes as many samples as there is room for, and returns their number. */
  write(samples: Float32Array): number {
    const size = this.#samples.length;
    const count = Math.min(samples.length, this.room);
    const at = (this.#read + this.#held) % size;
    const first = Math.min(count, size - at);
    this.#samples.set(samples.subarray(0, first), at);
    this.#samples.set(samples.subarray(first, count), 0);
    this.#held += count;
    return count;
  }

  /** Fills `into` as far as there are samples, with silence after them, and returns the number of samples. */
  read(into: Float32Array): number {
    const size = this.#samples.length;
    const count = Math.min(into.length, this.#held);
    const first = Math.min(count, size - this.#read);
    into.set(this.#samples.subarray(this.#read, this.#read + first), 0);
    into.set(this.#samples.subarray(0, count - first), first);
    into.fill(0, count);
    this.#read = (this.#read + count) % size;
    this.#held -= count;
    return count;
  }

  clear(): void {
    this.#read = 0;
    this.#held = 0;
  }
}
