// Paints words that have no element: the selected ones and the spoken one.

import { rangesOf } from "./places.ts";

export type Paint = "picked" | "spoken" | "looped";

/** Paints the text between two offsets, and nothing else in the same colour. */
export function paint(root: ParentNode, what: Paint, from: number, to: number): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.set(what, new Highlight(...rangesOf(root, from, to)));
}

export function clearPaint(what: Paint): void {
  if ("highlights" in CSS) CSS.highlights.delete(what);
}
