// The heights of the lanes, in CSS pixels.

import { itemAt, type Item, type Lane } from "../../model/lanes.ts";

export const RULER = 24;
export const ROW = 20;
const SPEECH = 26;
const PAD = 3;

export interface Placed {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
}

/** The height of one row of a lane. */
export function rowHeight(lane: Lane): number {
  return lane.kind === "role" ? SPEECH : ROW;
}

export function placed(lanes: readonly Lane[]): Placed[] {
  let top = 0;
  return lanes.map((lane) => {
    const height = lane.rows * rowHeight(lane) + 2 * PAD;
    const here = { lane, top, height };
    top += height;
    return here;
  });
}

export function rowTop(place: Placed, row: number): number {
  return place.top + PAD + row * rowHeight(place.lane);
}

/** What is at a point of the lanes: its lane and item. */
export function hit(places: readonly Placed[], frame: number, y: number, slack: number): { place: Placed; item: Item } | null {
  const place = places.find((each) => y >= each.top && y < each.top + each.height);
  if (!place) return null;
  const row = Math.floor((y - place.top - PAD) / rowHeight(place.lane));
  const item = itemAt(place.lane, frame, row, slack);
  return item ? { place, item } : null;
}
