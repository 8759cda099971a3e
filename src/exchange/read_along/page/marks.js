"use strict";
/** Marks the sentence and the words that sound. The text itself stays as it is: ink moves behind the words. */
class Marks {
  constructor(times, spans) {
    this.times = times;
    this.spans = spans;
    this.mark = -1;
    this.words = [];
    this.ink = { line: [], word: [] };
  }

  /** Shows what sounds at a time. Returns whether the sentence is another one. */
  show(time) {
    const words = this.times.sounding(time);
    const mark = words.length ? this.times.mark[words[0]] : this.times.markAt(time);
    const moved = mark !== this.mark;
    if (moved) {
      this.mark = mark;
      this.drawLine();
    }
    if (words.length !== this.words.length || words.some((word, index) => word !== this.words[index])) {
      this.words = words;
      this.drawWords();
    }
    return moved;
  }

  /** Draws all again, as after a change of the width. */
  redraw() {
    this.drawLine();
    this.drawWords();
  }

  drawLine() {
    this.clear("line");
    const span = this.spans[this.mark];
    if (!span) return;
    const range = document.createRange();
    range.selectNodeContents(span);
    this.draw("line", span, range);
  }

  drawWords() {
    this.clear("word");
    for (const word of this.words) this.draw("word", this.spans[this.times.mark[word]], this.range(word));
  }

  /** The place of a word in the text. */
  range(word) {
    const span = this.spans[this.times.mark[word]];
    const range = document.createRange();
    const from = this.times.at[word];
    range.setStart(...place(span, from, false));
    range.setEnd(...place(span, from + this.times.length[word], true));
    return range;
  }

  clear(kind) {
    for (const ink of this.ink[kind]) ink.remove();
    this.ink[kind] = [];
  }

  /** Puts ink behind a part of the text, one piece for each line. */
  draw(kind, span, range) {
    const block = span.parentElement;
    const own = block.getBoundingClientRect();
    const pad = kind === "word" ? 2 : 3;
    for (const line of lines(range)) {
      const ink = document.createElement("i");
      ink.className = "ink " + kind;
      ink.setAttribute("aria-hidden", "true");
      ink.style.left = line.left - own.left - block.clientLeft - pad + "px";
      ink.style.top = line.top - own.top - block.clientTop - 1 + "px";
      ink.style.width = line.right - line.left + 2 * pad + "px";
      ink.style.height = line.bottom - line.top + 2 + "px";
      block.append(ink);
      this.ink[kind].push(ink);
    }
  }
}

/** The rectangles of a range, one for each line. */
function lines(range) {
  const found = [];
  for (const { left, right, top, bottom } of range.getClientRects()) {
    if (right - left < 0.5) continue;
    const middle = (top + bottom) / 2;
    const line = found.find((own) => own.top < middle && middle < own.bottom && left < own.right + 12 && right > own.left - 12);
    if (!line) {
      found.push({ left, right, top, bottom });
      continue;
    }
    line.left = Math.min(line.left, left);
    line.right = Math.max(line.right, right);
    line.top = Math.min(line.top, top);
    line.bottom = Math.max(line.bottom, bottom);
  }
  return found;
}

/** The text node and the offset of a character of an element. */
function place(element, character, isEnd) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  let rest = character;
  let last = node;
  while (node && (rest > node.length || (rest === node.length && !isEnd))) {
    rest -= node.length;
    last = node;
    node = walker.nextNode();
  }
  return node ? [node, rest] : [last || element, last ? last.length : 0];
}

/** The number of the character of an element at a place in one of its text nodes. */
function characterAt(element, node, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let sum = 0;
  for (let own = walker.nextNode(); own; own = walker.nextNode()) {
    if (own === node) return sum + offset;
    sum += own.length;
  }
  return sum;
}
