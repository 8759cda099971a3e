"use strict";
/** Finds words in the text. Capitals, accents and forms of quotation marks make no difference. */
class Search {
  constructor(root) {
    this.root = root;
    this.nodes = null;
  }

  /** Reads the text when it is first searched. */
  read() {
    if (this.nodes) return;
    this.nodes = [];
    this.starts = [];
    const parts = [];
    let length = 0;
    let block = null;
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest("p, li, td, th, pre, h1, h2, h3, h4, h5, h6, aside");
      if (!own) continue;
      if (block && own !== block) {
        parts.push("\n");
        length += 1;
      }
      block = own;
      this.nodes.push(node);
      this.starts.push(length);
      parts.push(node.data);
      length += node.length;
    }
    this.text = parts.join("");
    this.folded = folded(this.text);
  }

  /** The places of some words: at most `most`, and how many there are. */
  find(query, most) {
    this.read();
    const wanted = folded(query.trim()).replace(/\s+/g, " ");
    const hits = [];
    let count = 0;
    if (!wanted) return { hits, count };
    for (let at = this.folded.indexOf(wanted); at >= 0; at = this.folded.indexOf(wanted, at + wanted.length)) {
      if (count++ < most) hits.push({ at, length: wanted.length });
    }
    return { hits, count };
  }

  /** The text node and the offset of a place. */
  node(at) {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle;
    }
    return [this.nodes[low], at - this.starts[low]];
  }

  /** The words around a place: before, the place, after. */
  around({ at, length }) {
    const from = Math.max(this.text.lastIndexOf("\n", at) + 1, at - 48);
    const line = this.text.indexOf("\n", at + length);
    const to = Math.min(line < 0 ? this.text.length : line, at + length + 64);
    const before = this.text.slice(from, at);
    const after = this.text.slice(at + length, to);
    return [
      at - 48 > 0 && from === at - 48 ? "… " + before.replace(/^\S*\s/, "") : before,
      this.text.slice(at, at + length),
      to === at + length + 64 ? after.replace(/\s\S*$/, "") + " …" : after,
    ];
  }
}

/** A text of the same length in which equal letters are equal. */
function folded(text) {
  let out = "";
  for (let index = 0; index < text.length; index++) {
    const c = text[index];
    if (c < "\u007f") out += c < " " ? "\u0000" : c.toLowerCase();
    else if ("‘’‚′".includes(c)) out += "'";
    else if ("“”„″«»".includes(c)) out += '"';
    else if ("–—‐‑".includes(c)) out += "-";
    else if (c === "\u00a0" || c === "\u202f") out += " ";
    else {
      const low = c.normalize("NFD")[0].toLowerCase();
      out += low.length === 1 ? low : c;
    }
  }
  return out;
}
