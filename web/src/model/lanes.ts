// The lanes of the score: speech by role, spots, beds, music.

import type { CueKind, Show, Timeline } from "../link/protocol.ts";
import { lastAtMost } from "./words.ts";

export interface Item {
  readonly start: number;
  readonly end: number;
  /** The row in its lane: things that sound at once have different rows. */
  readonly row: number;
  /** The index of the line or cue. */
  readonly index: number;
}

export interface Lane {
  readonly name: string;
  /** The channel of the mix, for mute and solo. */
  readonly channel: string;
  readonly of: "lines" | "cues";
  readonly kind: "role" | CueKind;
  /** In the order of their starts. */
  readonly items: readonly Item[];
  readonly rows: number;
  /** The longest item: how far before the view one must look. */
  readonly longest: number;
}

const ROWS = 4;
const CUES: readonly (readonly [CueKind, string, string])[] = [
  ["spot", "Spots", "bus:spots"],
  ["bed", "Beds", "bus:beds"],
  ["music", "Music", "bus:music"],
];

/** The lanes in which something is, the roles in the order of the cast. */
export function lanesOf(show: Show, times: Timeline): Lane[] {
  const byRole = new Map<number, Item[]>();
  show.lines.forEach((line, index) => {
    const [start, end] = span(times.lines, index);
    if (end <= start) return;
    const list = byRole.get(line.role);
    const item = { start, end, row: 0, index };
    if (list) list.push(item);
    else byRole.set(line.role, [item]);
  });
  const lanes = show.roles.flatMap((role, at) =>
    lane(role.name, `role:${role.name}`, "lines", "role", byRole.get(at) ?? [], 1),
  );
  for (const [kind, name, channel] of CUES) {
    const items = show.cues.flatMap((cue, index) => {
      const [start, end] = span(times.cues, index);
      return cue.kind === kind && end > start ? [{ start, end, row: 0, index }] : [];
    });
    lanes.push(...lane(name, channel, "cues", kind, items, kind === "spot" ? 2 : ROWS));
  }
  return lanes;
}

function span(times: readonly number[], index: number): [number, number] {
  return [times[2 * index] ?? 0, times[2 * index + 1] ?? 0];
}

function lane(name: string, channel: string, of: Lane["of"], kind: Lane["kind"], items: Item[], most: number): Lane[] {
  if (items.length === 0) return [];
  items.sort((a, b) => a.start - b.start);
  const free: number[] = [];
  const placed = items.map((item) => {
    let row = free.findIndex((end) => end <= item.start);
    if (row < 0) row = free.length < most ? free.length : free.indexOf(Math.min(...free));
    free[row] = Math.max(free[row] ?? 0, item.end);
    return { ...item, row };
  });
  const longest = placed.reduce((most, item) => Math.max(most, item.end - item.start), 0);
  return [{ name, channel, of, kind, items: placed, rows: free.length, longest }];
}

/** The items that are heard between two frames, as a first index and the one after the last. */
export function visible(lane: Lane, from: number, end: number): [number, number] {
  const { items } = lane;
  const before = lastAtMost(items.length, (at) => items[at]!.start, from - lane.longest);
  const last = lastAtMost(items.length, (at) => items[at]!.start, end);
  return [Math.max(0, before), last + 1];
}

/** The item at a frame in a row, the one that began last. */
export function itemAt(lane: Lane, frame: number, row: number, slack: number): Item | undefined {
  const [first, end] = visible(lane, frame - slack, frame + slack);
  for (let at = end - 1; at >= first; at--) {
    const item = lane.items[at]!;
    if (item.row === row && item.start - slack <= frame && frame <= item.end + slack) return item;
  }
  return undefined;
}
