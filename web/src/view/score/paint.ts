// Draws the score on its canvases. Only what is in the view is looked at, and what falls on one pixel is drawn once.

import type { Show, Timeline } from "../../link/protocol.ts";
import { type Item, visible } from "../../model/lanes.ts";
import { type Scale, tickStep, toFrame, toX } from "../../model/scale.ts";
import { clock } from "../../model/time.ts";
import { RATE } from "../../link/protocol.ts";
import { envelope, share } from "./envelope.ts";
import { type Placed, rowHeight, RULER, rowTop } from "./layout.ts";
import { peaksOf, stepFor } from "./peaks.ts";

export interface Paper {
  readonly show: Show;
  readonly times: Timeline;
  readonly scale: Scale;
  readonly width: number;
  readonly height: number;
  readonly inks: ReadonlyMap<string, number | null>;
  /** The selected words and the loop, in frames. */
  readonly picked: readonly [number, number];
  readonly loop: readonly [number, number] | null;
}

/** The colours of the page, by the names of their CSS variables. */
export type Colours = (name: string) => string;

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) known.set(name, (value = style.getPropertyValue(`--${name}`).trim()));
    return value;
  };
}

type Pen = CanvasRenderingContext2D;
const FONT = "11px system-ui, sans-serif";

/** Fits a canvas to its size on the screen and clears it. */
export function sheet(canvas: HTMLCanvasElement, width: number, height: number): Pen {
  const dense = devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * dense), Math.round(height * dense)];
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  const pen = canvas.getContext("2d")!;
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = FONT;
  pen.textBaseline = "middle";
  return pen;
}

export function paintRuler(pen: Pen, paper: Paper, colour: Colours): void {
  const { scale, width, show, times } = paper;
  const step = tickStep(scale, 90);
  band(pen, paper, paper.loop, colour("glow"), RULER);
  pen.fillStyle = colour("soft");
  const first = Math.ceil(scale.start / RATE / step);
  for (let tick = first; ; tick++) {
    const x = toX(scale, tick * step * RATE);
    if (x > width) break;
    pen.fillRect(Math.round(x), RULER - 5, 1, 5);
    const label = clock(tick * step * RATE + 1) + (step < 1 ? `.${Math.round((tick * step * 10) % 10)}` : "");
    pen.fillText(label, x + 4, RULER - 8);
  }
  let free = -1;
  show.scenes.forEach((scene, at) => {
    const x = toX(scale, times.scenes[at] ?? 0);
    const words = scene.title ?? scene.id;
    if (x < -200 || x > width || x < free) return;
    const long = pen.measureText(words).width + 10;
    pen.fillStyle = colour("paper");
    pen.fillRect(x, 0, long, RULER - 1);
    pen.fillStyle = colour("lamp");
    pen.fillRect(Math.round(x), 0, 2, RULER);
    pen.fillText(words, x + 6, RULER / 2);
    free = x + long;
  });
}

export function paintLanes(pen: Pen, paper: Paper, places: readonly Placed[], colour: Colours): void {
  const { scale, width, height } = paper;
  for (const place of places) {
    pen.fillStyle = colour("rule");
    pen.fillRect(0, place.top + place.height - 1, width, 1);
  }
  band(pen, paper, paper.picked, colour("pick"), height);
  band(pen, paper, paper.loop, colour("glow"), height, 0.35);
  for (const place of places) {
    const [first, end] = visible(place.lane, scale.start, toFrame(scale, width));
    const done = new Array<number>(place.lane.rows).fill(-Infinity);
    for (let at = first; at < end; at++) {
      const item = place.lane.items[at]!;
      const right = toX(scale, item.end);
      // At a far zoom many items end on one pixel.
      if (right < 0 || right - done[item.row]! < 0.7) continue;
      done[item.row] = right;
      if (place.lane.kind === "role") paintLine(pen, paper, place, item, colour);
      else if (place.lane.kind === "spot") paintSpot(pen, paper, place, item, colour);
      else paintBed(pen, paper, place, item, colour);
    }
  }
  paintHushes(pen, paper, colour);
}

function band(pen: Pen, { scale }: Paper, frames: readonly [number, number] | null, colour: string, height: number, alpha = 1): void {
  if (!frames || frames[1] <= frames[0]) return;
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  const x = toX(scale, frames[0]);
  pen.fillRect(x, 0, Math.max(1, toX(scale, frames[1]) - x), height);
  pen.globalAlpha = 1;
}

function box({ scale, width }: Paper, place: Placed, item: Item): { x: number; y: number; wide: number; high: number } {
  const left = Math.max(-20, toX(scale, item.start));
  const right = Math.min(width + 20, toX(scale, item.end));
  return { x: left, y: rowTop(place, item.row) + 1, wide: Math.max(1, right - left), high: rowHeight(place.lane) - 2 };
}

function paintLine(pen: Pen, paper: Paper, place: Placed, item: Item, colour: Colours): void {
  const { show, scale, inks, times } = paper;
  const { x, y, wide, high } = box(paper, place, item);
  const line = show.lines[item.index]!;
  const number = inks.get(place.lane.name);
  const ink = number == null ? colour("soft") : colour(`ink-${number}`);
  pen.globalAlpha = 0.2;
  pen.fillStyle = line.status === "unassigned" ? colour("lamp") : ink;
  pen.fillRect(x, y, wide, high);
  pen.globalAlpha = 1;
  pen.fillStyle = ink;
  if (wide > 3) wave(pen, scale, peaksOf("lines", item.index, stepFor(scale.perPixel), times.edition), y, high, x + wide);
  if (line.status === "guess" || line.status === "unassigned") dashed(pen, x, y, wide, high, colour("lamp"));
  if (wide > 90) label(pen, show.prose.text.slice(show.prose.words[2 * line.words[0]], show.prose.words[2 * line.words[1] - 1]), x, y, wide, colour);
}

// Pairs of peaks as columns of one pixel.
function wave(pen: Pen, scale: Scale, pieces: ReturnType<typeof peaksOf>, y: number, high: number, right: number): void {
  const step = stepFor(scale.perPixel);
  const middle = y + high / 2;
  const per = step / scale.perPixel;
  for (const { at, peaks } of pieces) {
    const left = toX(scale, at);
    const first = Math.max(0, Math.floor(-left / per));
    for (let pair = first; pair < peaks.length / 2; pair++) {
      const x = left + pair * per;
      if (x > right) break;
      const [low, top] = [peaks[2 * pair]! / 127, peaks[2 * pair + 1]! / 127];
      pen.fillRect(x, middle - (top * high) / 2, Math.max(0.8, per * 0.8), Math.max(0.8, ((top - low) * high) / 2));
    }
  }
}

function dashed(pen: Pen, x: number, y: number, wide: number, high: number, ink: string): void {
  pen.strokeStyle = ink;
  pen.setLineDash([4, 3]);
  pen.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1);
  pen.setLineDash([]);
}

function label(pen: Pen, words: string, x: number, y: number, wide: number, colour: Colours): void {
  pen.save();
  pen.beginPath();
  pen.rect(x + 2, y, wide - 4, 14);
  pen.clip();
  const left = Math.max(4, x + 4);
  const text = words.slice(0, 160).replace(/\s+/g, " ");
  pen.globalAlpha = 0.8;
  pen.fillStyle = colour("paper");
  pen.fillRect(left - 2, y + 1, pen.measureText(text).width + 4, 12);
  pen.globalAlpha = 1;
  pen.fillStyle = colour("ink");
  pen.fillText(text, left, y + 7.5);
  pen.restore();
}

function paintSpot(pen: Pen, paper: Paper, place: Placed, item: Item, colour: Colours): void {
  const { x, y, wide, high } = box(paper, place, item);
  const middle = y + high / 2;
  pen.fillStyle = colour("lamp");
  pen.globalAlpha = 0.18;
  pen.fillRect(x, y, wide, high);
  pen.globalAlpha = 1;
  pen.beginPath();
  pen.moveTo(x, middle - 5);
  pen.lineTo(x + 5, middle);
  pen.lineTo(x, middle + 5);
  pen.lineTo(x - 5, middle);
  pen.fill();
  if (paper.scale.perPixel < 1_500) name(pen, paper.show.cues[item.index]!.sound ?? "", x + 8, middle, colour);
}

function paintBed(pen: Pen, paper: Paper, place: Placed, item: Item, colour: Colours): void {
  const { x, y, wide, high } = box(paper, place, item);
  const cue = paper.show.cues[item.index]!;
  const ink = colour(place.lane.kind === "bed" ? "ink-7" : "ink-2");
  pen.beginPath();
  pen.moveTo(toX(paper.scale, item.start), y + high);
  for (const point of envelope(cue, item.start, item.end, paper.times)) {
    pen.lineTo(toX(paper.scale, point.frame), y + high * (1 - share(point.gain)));
  }
  pen.lineTo(toX(paper.scale, item.end), y + high);
  pen.fillStyle = ink;
  pen.globalAlpha = 0.25;
  pen.fill();
  pen.globalAlpha = 1;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.25;
  pen.stroke();
  pen.lineWidth = 1;
  if (wide > 40) name(pen, cue.sound ?? "", Math.max(6, x + 6), y + high - 6, colour, wide - 10);
}

function name(pen: Pen, words: string, x: number, y: number, colour: Colours, most = 140): void {
  pen.fillStyle = colour("ink");
  pen.save();
  pen.beginPath();
  pen.rect(x, y - 8, most, 16);
  pen.clip();
  pen.fillText(words, x, y);
  pen.restore();
}

function paintHushes(pen: Pen, paper: Paper, colour: Colours): void {
  const { show, times, scale, width, height } = paper;
  pen.fillStyle = colour("edge");
  pen.globalAlpha = 0.22;
  show.cues.forEach((cue, at) => {
    if (cue.kind !== "hush") return;
    const x = toX(scale, times.cues[2 * at]!);
    const right = toX(scale, times.cues[2 * at + 1]!);
    if (right > 0 && x < width) pen.fillRect(x, 0, Math.max(1, right - x), height);
  });
  pen.globalAlpha = 1;
}
