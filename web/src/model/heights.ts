// The heights of the rows of a long list. Sums are kept in a Fenwick tree, so that a change and a search take the
// logarithm of the number of rows.

export class Heights {
  readonly #tree: Float64Array;
  readonly #each: Float64Array;

  constructor(heights: ArrayLike<number>) {
    this.#each = Float64Array.from(heights);
    this.#tree = new Float64Array(heights.length + 1);
    for (let row = 1; row <= heights.length; row++) {
      this.#tree[row]! += this.#each[row - 1]!;
      const above = row + (row & -row);
      if (above <= heights.length) this.#tree[above]! += this.#tree[row]!;
    }
  }

  get rows(): number {
    return this.#each.length;
  }

  get total(): number {
    return this.top(this.rows);
  }

  of(row: number): number {
    return this.#each[row] ?? 0;
  }

  /** Sets the height of a row and returns by how much it grew. */
  set(row: number, height: number): number {
    const grown = height - this.of(row);
    if (grown === 0) return 0;
    this.#each[row] = height;
    for (let at = row + 1; at <= this.rows; at += at & -at) this.#tree[at]! += grown;
    return grown;
  }

  /** The distance from the top of the list to the top of a row. */
  top(row: number): number {
    let sum = 0;
    for (let at = Math.min(row, this.rows); at > 0; at -= at & -at) sum += this.#tree[at]!;
    return sum;
  }

  /** The row at a distance from the top of the list, the first or last one if it is outside. */
  at(distance: number): number {
    let row = 0;
    let left = distance;
    let step = 1 << Math.floor(Math.log2(Math.max(1, this.rows)));
    for (; step > 0; step >>= 1) {
      const next = row + step;
      if (next <= this.rows && this.#tree[next]! <= left) {
        row = next;
        left -= this.#tree[next]!;
      }
    }
    return Math.max(0, Math.min(row, this.rows - 1));
  }
}
