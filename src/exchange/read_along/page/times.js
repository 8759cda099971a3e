"use strict";
/** The words of the show: when each is heard, in milliseconds, and where it is in the text. */
class Times {
  /** `words` has four numbers for each word: the pause before it, its length, and the same in the text. */
  constructor({ counts, words }) {
    const count = words.length / 4;
    this.count = count;
    this.start = new Float64Array(count);
    this.end = new Float64Array(count);
    this.mark = new Int32Array(count);
    this.at = new Int32Array(count);
    this.length = new Int32Array(count);
    /** The first word of each mark, and the end of the last. */
    this.first = new Int32Array(counts.length + 1);
    let word = 0;
    let time = 0;
    for (let mark = 0; mark < counts.length; mark++) {
      let at = 0;
      this.first[mark] = word;
      for (const end = word + counts[mark]; word < end; word++) {
        this.start[word] = time + words[word * 4];
        time = this.end[word] = this.start[word] + words[word * 4 + 1];
        this.mark[word] = mark;
        this.at[word] = at + words[word * 4 + 2];
        at = this.at[word] + (this.length[word] = words[word * 4 + 3]);
      }
    }
    this.first[counts.length] = word;
    /** The words as they begin, and the latest end of all that began before. */
    this.order = Int32Array.from({ length: count }, (_, index) => index);
    if (this.start.some((start, index) => index > 0 && start < this.start[index - 1])) {
      this.order.sort((one, other) => this.start[one] - this.start[other] || one - other);
    }
    this.latest = new Float64Array(count);
    for (let place = 0; place < count; place++) {
      this.latest[place] = Math.max(place ? this.latest[place - 1] : 0, this.end[this.order[place]]);
    }
  }

  /** How many words have begun at a time. */
  begun(time) {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start[this.order[middle]] <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The words that sound at a time, the last first. */
  sounding(time) {
    const found = [];
    for (let place = this.begun(time) - 1; place >= 0 && this.latest[place] > time; place--) {
      if (this.end[this.order[place]] > time) found.push(this.order[place]);
    }
    return found;
  }

  /** The mark of the last word that has begun at a time; -1 before the first. */
  markAt(time) {
    const begun = this.begun(time);
    return begun ? this.mark[this.order[begun - 1]] : -1;
  }

  /** The word of a mark at a character or the one before; -1 without words. */
  wordAt(mark, character) {
    let word = this.first[mark];
    const end = this.first[mark + 1];
    if (word === end) return -1;
    while (word + 1 < end && this.at[word + 1] <= character) word++;
    return word;
  }

  /** The start of the mark before or after that of a time. */
  beside(time, step) {
    const begun = this.begun(time);
    const own = this.markAt(time);
    if (step > 0) {
      for (let place = begun; place < this.count; place++) {
        if (this.mark[this.order[place]] !== own) return this.start[this.order[place]];
      }
      return null;
    }
    const start = own < 0 ? 0 : this.start[this.first[own]];
    if (own < 0 || time - start > 1500) return start;
    let before = own - 1;
    while (before > 0 && this.first[before] === this.first[before + 1]) before--;
    return before < 0 ? 0 : this.start[this.first[before]];
  }
}
