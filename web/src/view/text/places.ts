// Between offsets of the text and points of the screen. Every piece of text is an element with `data-from`.

import type { Edge } from "../../link/protocol.ts";
import type { Spot } from "../../model/marks.ts";
import type { Words } from "../../model/words.ts";

/** The offset of the text at a point of the screen, or null outside of the text. */
export function offsetAt(x: number, y: number): number | null {
  const caret = caretAt(x, y);
  const piece = caret?.node.parentElement?.closest<HTMLElement>("[data-from]");
  if (!caret || !piece || caret.node.nodeType !== Node.TEXT_NODE) return null;
  return Number(piece.dataset.from) + caret.offset;
}

interface OldDocument {
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = (document as OldDocument).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

/** The side of a word that is nearest to an offset: where a dragged mark falls. */
export function nearest(words: Words, offset: number): Spot {
  const word = words.at(offset);
  const edge: Edge = offset > (words.start(word) + words.end(word)) / 2 ? "after" : "start";
  return { word, edge };
}

/** The parts of the screen's text between two offsets, as far as their paragraphs are drawn. */
export function rangesOf(root: ParentNode, from: number, to: number): Range[] {
  const ranges: Range[] = [];
  for (const piece of root.querySelectorAll<HTMLElement>("[data-from]")) {
    const node = piece.firstChild;
    const start = Number(piece.dataset.from);
    const length = node?.nodeValue?.length ?? 0;
    if (!node || start + length <= from || start >= to) continue;
    const range = document.createRange();
    range.setStart(node, Math.max(0, from - start));
    range.setEnd(node, Math.min(length, to - start));
    ranges.push(range);
  }
  return ranges;
}

/** Where words are on the screen: the boxes of their first and last row, or null while they are not drawn. */
export function boxes(root: ParentNode, from: number, to: number): { first: DOMRect; last: DOMRect } | null {
  const rects = rangesOf(root, from, to).flatMap((range) => [...range.getClientRects()]);
  const [first, last] = [rects[0], rects[rects.length - 1]];
  return first && last ? { first, last } : null;
}
