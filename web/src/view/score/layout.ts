// The heights of the lanes, in CSS pixels.

import { itemAt, type Item, type Lane } from "../../model/lanes.ts";

/** How much larger than usual the page is: the score grows with its type. */
export const large = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
export const rulerHeight = () => Math.round(30 * large());
const ROWS: Readonly<Record<Lane["kind"], number>> = { role: 18, spot: 18, bed: 19, music: 19, hush: 18 };
const PAD = 1;

export interface Placed {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
  /** The height of one row. */
  readonly row: number;
}

/** The lanes one under the other. They grow, to twice their height at most, if there is room. */
export function placed(lanes: readonly Lane[], room: number): Placed[] {
  const least = stack(lanes, large());
  const all = least.reduce((sum, place) => sum + place.height, 0);
  return stack(lanes, large() * Math.max(1, Math.min(2, room / Math.max(1, all))));
}

function stack(lanes: readonly Lane[], factor: number): Placed[] {
  let top = 0;
  return lanes.map((lane) => {
    const row = Math.floor(ROWS[lane.kind] * factor);
    const here = { lane, top, row, height: lane.rows * row + 2 * PAD };
    top += here.height;
    return here;
  });
}

export function rowTop(place: Placed, row: number): number {
  return place.top + PAD + row * place.row;
}

/** The lane and the item at a point. */
export function hit(
  places: readonly Placed[],
  frame: number,
  y: number,
  slack: number,
): { place: Placed; item: Item } | null {
  const place = places.find((each) => y >= each.top && y < each.top + each.height);
  if (!place) return null;
  const row = Math.floor((y - place.top - PAD) / place.row);
  const item = itemAt(place.lane, frame, row, slack);
  return item ? { place, item } : null;
}
