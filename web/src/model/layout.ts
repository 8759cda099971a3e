// Lays out a graph in layers from left to right: each box is right of those that lead to it, links run between the
// boxes, and those that lead back run beside them. Boxes keep the order of the text where they can.

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A link leaves its box on the right, at a height of the box, and enters the other one on the left. */
export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

export interface Laid {
  readonly boxes: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  /** The path of each link, as an SVG draws it. */
  readonly paths: ReadonlyMap<string, string>;
  readonly width: number;
  readonly height: number;
}

/** The height of a box at which links enter. */
export const ENTRY = 22;
const GAP = 26;
const LANE = 14;
const BETWEEN = 64;
const SWEEPS = 12;

/** A box, or a place of a layer that a long link passes. */
interface Item {
  readonly box: number | null;
  readonly layer: number;
  readonly width: number;
  readonly height: number;
  /** The neighbours in the layers beside it: the item, the height at it, and the height here. */
  readonly left: Joint[];
  readonly right: Joint[];
  order: number;
  y: number;
}

interface Joint {
  readonly item: Item;
  readonly there: number;
  readonly here: number;
  readonly weight: number;
}

interface Route {
  readonly link: Link;
  readonly back: boolean;
  readonly from: Item;
  readonly to: Item;
  /** The places that it passes, from its start on. */
  readonly through: readonly Item[];
}

export function layOut(boxes: readonly Box[], links: readonly Link[]): Laid {
  const number = new Map(boxes.map((box, at) => [box.id, at]));
  const ends = links
    .map((link) => ({ link, from: number.get(link.from), to: number.get(link.to) }))
    .filter(
      (each): each is { link: Link; from: number; to: number } => each.from !== undefined && each.to !== undefined,
    );
  const { layers, back } = layersOf(boxes.length, ends);
  const items = boxes.map((box, at): Item => item(at, layers[at]!, box.width, box.height));
  const all = [...items];
  const routes = ends.map(({ link, from, to }, at) => route(all, items[from]!, items[to]!, link, back.has(at)));
  const columns: Item[][] = [];
  for (const each of all) (columns[each.layer] ??= []).push(each);
  for (let layer = 0; layer < columns.length; layer++) columns[layer] ??= [];
  arrange(columns);
  place(columns);
  return drawn(boxes, items, columns, routes);
}

function item(box: number | null, layer: number, width: number, height: number): Item {
  return { box, layer, width, height, left: [], right: [], order: 0, y: 0 };
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

// The layer of each box, and the numbers of the links that lead back.
function layersOf(count: number, links: readonly Ends[]): { layers: number[]; back: Set<number> } {
  const out: number[][] = Array.from({ length: count }, () => []);
  links.forEach((link, at) => out[link.from]!.push(at));
  const back = new Set<number>();
  const done: number[] = [];
  const state = new Uint8Array(count);
  const led = new Uint8Array(count);
  for (const link of links) if (link.from !== link.to) led[link.to] = 1;
  const starts = [...Array(count).keys()].sort((a, b) => led[a]! - led[b]! || a - b);
  // The first box begins the show.
  for (const start of [0, ...starts]) {
    if (count === 0 || state[start] !== 0) continue;
    const stack: [box: number, next: number][] = [[start, 0]];
    state[start] = 1;
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const link = out[top[0]]![top[1]++];
      if (link === undefined) {
        state[top[0]] = 2;
        done.push(top[0]);
        stack.pop();
        continue;
      }
      const { to } = links[link]!;
      if (state[to] === 1) back.add(link);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push([to, 0]);
      }
    }
  }
  const layers = Array<number>(count).fill(0);
  const reached = new Uint8Array(count);
  for (const box of done.reverse()) {
    for (const at of out[box]!) {
      if (back.has(at)) continue;
      const { to } = links[at]!;
      layers[to] = Math.max(layers[to]!, layers[box]! + 1);
      reached[to] = 1;
    }
  }
  // What nothing leads to stands directly before what it leads to, or below the box before it.
  for (let box = 1; box < count; box++) {
    if (reached[box]) continue;
    const next = out[box]!.filter((at) => !back.has(at)).map((at) => layers[links[at]!.to]!);
    layers[box] = next.length > 0 ? Math.max(0, Math.min(...next) - 1) : layers[box - 1]!;
  }
  return { layers, back };
}

// The places that a link passes, joined with their neighbours.
function route(all: Item[], from: Item, to: Item, link: Link, back: boolean): Route {
  const through: Item[] = [];
  const step = back ? -1 : 1;
  const [first, last] = back ? [from.layer, to.layer] : [from.layer + 1, to.layer - 1];
  for (let layer = first; step * (last - layer) >= 0; layer += step) through.push(item(null, layer, 0, LANE));
  all.push(...through);
  const chain = [from, ...through, to];
  for (let at = 0; at + 1 < chain.length; at++) {
    const [one, other] = [chain[at]!, chain[at + 1]!];
    const heights = [at === 0 ? link.port : LANE / 2, at + 2 === chain.length ? ENTRY : LANE / 2] as const;
    const weight = one.box === null && other.box === null ? 6 : 1;
    // A link that leads back joins its box within the layer.
    if (one.layer === other.layer) {
      const [lane, box] = one.box === null ? [one, other] : [other, one];
      const joint = { item: box, there: box.height + LANE, here: LANE / 2, weight: 0.3 };
      lane.left.push(joint);
      lane.right.push(joint);
      continue;
    }
    const [a, b, high, low] = one.layer < other.layer ? [one, other, ...heights] : [other, one, heights[1], heights[0]];
    a.right.push({ item: b, there: low, here: high, weight });
    b.left.push({ item: a, there: high, here: low, weight });
  }
  return { link, back, from, to, through };
}

// Orders the items of each layer so that few links cross.
function arrange(columns: Item[][]): void {
  const number = (column: Item[]) => column.forEach((each, at) => (each.order = at));
  columns.forEach(number);
  let best = columns.map((column) => column.slice());
  let fewest = crossings(columns);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const right = sweep % 2 === 0;
    for (const column of right ? columns : columns.slice().reverse()) {
      const key = new Map(column.map((each) => [each, wish(each, right ? each.left : each.right)]));
      column.sort((a, b) => key.get(a)! - key.get(b)! || a.order - b.order);
      number(column);
    }
    const now = crossings(columns);
    if (now < fewest) {
      fewest = now;
      best = columns.map((column) => column.slice());
    }
  }
  best.forEach((column, layer) => {
    columns[layer] = column;
    number(column);
  });
}

// The mean place of the neighbours, with the heights at which links leave them.
function wish(each: Item, joints: readonly Joint[]): number {
  if (joints.length === 0) return each.order;
  const places = joints.map(({ item, there }) => item.order + Math.min(0.9, there / (item.height + 2 * LANE)));
  return places.reduce((sum, place) => sum + place, 0) / places.length;
}

function crossings(columns: readonly Item[][]): number {
  let count = 0;
  for (const column of columns) {
    const ends = column.flatMap((each) =>
      each.right
        .filter((joint) => joint.item.layer !== each.layer)
        .map((joint) => ({ from: each.order + joint.here / 10_000, to: joint.item.order })),
    );
    ends.sort((a, b) => a.from - b.from || a.to - b.to);
    // Many links are only counted roughly: those that are near each other.
    for (let one = 0; one < ends.length; one++) {
      for (let other = one + 1; other < Math.min(ends.length, one + 200); other++) {
        if (ends[other]!.to < ends[one]!.to) count++;
      }
    }
  }
  return count;
}

// Gives each item its height: near its neighbours, in the order of its layer.
function place(columns: readonly Item[][]): void {
  for (const column of columns) {
    let free = 0;
    for (const each of column) {
      each.y = free;
      free += each.height + (each.box === null ? LANE / 2 : GAP);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const right = sweep % 2 === 0;
    const both = sweep >= SWEEPS - 4;
    for (const column of right ? columns : columns.slice().reverse()) {
      settle(column, (each) => (both ? [...each.left, ...each.right] : right ? each.left : each.right));
    }
  }
  const top = Math.min(0, ...columns.flat().map((each) => each.y));
  for (const each of columns.flat()) each.y -= top;
}

// Moves the items of a layer as near to where their neighbours want them as the gaps allow: the items that want the same
// place become a block, whose place is the mean of what they want.
function settle(column: readonly Item[], joints: (each: Item) => readonly Joint[]): void {
  interface Block {
    first: number;
    sum: number;
    weight: number;
  }
  const offsets: number[] = [];
  const blocks: Block[] = [];
  let offset = 0;
  column.forEach((each, at) => {
    offsets.push(offset);
    offset += each.height + (each.box === null ? LANE / 2 : GAP);
    const around = joints(each);
    const weight = around.reduce((sum, joint) => sum + joint.weight, 0) || 0.05;
    const wanted =
      around.length > 0
        ? around.reduce((sum, { item, there, here, weight }) => sum + weight * (item.y + there - here), 0) / weight
        : each.y;
    let block: Block = { first: at, sum: weight * (wanted - offsets[at]!), weight };
    for (let last = blocks[blocks.length - 1]; last && last.sum / last.weight > block.sum / block.weight;) {
      block = { first: last.first, sum: last.sum + block.sum, weight: last.weight + block.weight };
      blocks.pop();
      last = blocks[blocks.length - 1];
    }
    blocks.push(block);
  });
  blocks.forEach((block, at) => {
    const end = blocks[at + 1]?.first ?? column.length;
    for (let each = block.first; each < end; each++) column[each]!.y = block.sum / block.weight + offsets[each]!;
  });
}

function drawn(
  boxes: readonly Box[],
  items: readonly Item[],
  columns: readonly Item[][],
  routes: readonly Route[],
): Laid {
  const lefts: number[] = [];
  const widths = columns.map((column) => Math.max(0, ...column.map((each) => each.width)));
  const through = columns.map(() => 0);
  for (const { from, to } of routes) through[Math.min(from.layer, to.layer)]!++;
  let x = 0;
  columns.forEach((_, layer) => {
    lefts.push(x);
    x += widths[layer]! + BETWEEN + 5 * Math.min(16, through[layer]!);
  });
  const spot = (each: Item) => ({ x: lefts[each.layer]!, y: each.y });
  const paths = new Map<string, string>();
  for (const { link, back, from, to, through } of routes) {
    const start = { x: lefts[from.layer]! + from.width, y: from.y + link.port };
    const end = { x: lefts[to.layer]!, y: to.y + ENTRY };
    let path = `M${round(start.x)} ${round(start.y)}`;
    let at = start;
    for (const lane of through) {
      const y = lane.y + LANE / 2;
      const [near, far] = [lefts[lane.layer]!, lefts[lane.layer]! + widths[lane.layer]!];
      path += bend(at, { x: back ? far : near, y }, back && at === start ? "turn" : back ? "back" : "on");
      path += ` H${round(back ? near : far)}`;
      at = { x: back ? near : far, y };
    }
    path += bend(at, end, back ? "return" : "on");
    paths.set(link.id, path);
  }
  const bottom = Math.max(0, ...columns.flat().map((each) => each.y + each.height));
  return {
    boxes: new Map(boxes.map((box, at) => [box.id, spot(items[at]!)])),
    paths,
    width: columns.length > 0 ? lefts[columns.length - 1]! + widths[columns.length - 1]! : 0,
    height: bottom,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

// A curve that is level at both ends. `turn` leaves to the right and arrives from the right; `return` leaves to the left
// and arrives from the left.
function bend(from: Point, to: Point, how: "on" | "back" | "turn" | "return"): string {
  const half = (to.x - from.x) / 2;
  const out = 34;
  const [one, other] =
    how === "turn"
      ? [from.x + out, to.x + out]
      : how === "return"
        ? [from.x - out, to.x - out]
        : [from.x + half, to.x - half];
  return ` C${round(one)} ${round(from.y)} ${round(other)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

const round = (value: number) => Math.round(value * 10) / 10;
