// Draws the score on its canvases. Only things in the view are looked at, and things on the same pixel are drawn once.

import type { Show, Timeline } from "../../link/protocol.ts";
import { fitting } from "../../model/fitting.ts";
import { type Item, visible } from "../../model/lanes.ts";
import { type Scale, tickStep, toFrame, toX } from "../../model/scale.ts";
import { clock } from "../../model/time.ts";
import { RATE } from "../../link/protocol.ts";
import { envelope, share } from "./envelope.ts";
import { large, type Placed, rowTop, rulerHeight } from "./layout.ts";
import { peaksOf, stepFor } from "./peaks.ts";

export interface Paper {
  readonly show: Show;
  readonly times: Timeline;
  readonly scale: Scale;
  readonly width: number;
  readonly height: number;
  readonly inks: ReadonlyMap<string, number | null>;
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

/** Fits a canvas to its size on the screen and clears it. */
export function sheet(canvas: HTMLCanvasElement, width: number, height: number): Pen {
  const dense = devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * dense), Math.round(height * dense)];
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  const pen = canvas.getContext("2d")!;
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = `${Math.round(11 * large())}px system-ui, sans-serif`;
  pen.textBaseline = "middle";
  return pen;
}

export function paintRuler(pen: Pen, paper: Paper, colour: Colours): void {
  const high = rulerHeight();
  paintScenes(pen, paper, colour, high);
  const { scale, width } = paper;
  const step = tickStep(scale, 90 * large());
  pen.fillStyle = colour("soft");
  for (let tick = Math.ceil(scale.start / RATE / step); ; tick++) {
    const x = toX(scale, tick * step * RATE);
    if (x > width) break;
    pen.fillRect(Math.round(x), high - 6, 1, 6);
    const label = clock(tick * step * RATE + 1) + (step < 1 ? `.${Math.round((tick * step * 10) % 10)}` : "");
    pen.fillText(label, x + 4, high * 0.76);
  }
}

// A name that has no room before the next scene is shortened.
function paintScenes(pen: Pen, { scale, width, show, times }: Paper, colour: Colours, high: number): void {
  pen.fillStyle = colour("lamp");
  let free = -Infinity;
  const begun = show.scenes.flatMap((scene, at) => {
    const start = times.scenes[at] ?? null;
    return start === null ? [] : [{ scene, start }];
  });
  begun.sort((a, b) => a.start - b.start);
  begun.forEach(({ scene, start }, at) => {
    const x = toX(scale, start);
    const next = toX(scale, begun[at + 1]?.start ?? times.frames);
    if (next < 0 || x > width || next - free < 4) return;
    pen.fillRect(Math.round(x), 0, 2, high);
    free = x;
    const left = Math.max(x, 0) + 6;
    if (next - left < 24) return;
    const name = fitting(scene.title || scene.id, next - left - 6, (words) => pen.measureText(words).width);
    pen.fillText(name, left, high * 0.27);
  });
}

export function paintLanes(pen: Pen, paper: Paper, places: readonly Placed[], colour: Colours): void {
  const { scale, width } = paper;
  for (const place of places) {
    pen.fillStyle = colour("rule");
    pen.fillRect(0, place.top + place.height - 1, width, 1);
  }
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

function box({ scale, width }: Paper, place: Placed, item: Item): { x: number; y: number; wide: number; high: number } {
  const left = Math.max(-20, toX(scale, item.start));
  const right = Math.min(width + 20, toX(scale, item.end));
  return { x: left, y: rowTop(place, item.row) + 1, wide: Math.max(1, right - left), high: place.row - 2 };
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
  if (wide > 3) wave(pen, scale, peaksOf("lines", item.index, stepFor(scale.perPixel), times), y, high, x + wide);
  if (line.status === "guess" || line.status === "unassigned") dashed(pen, x, y, wide, high, colour("lamp"));
  if (wide > 90 && place.row >= 28)
    label(
      pen,
      show.prose.text.slice(show.prose.words[2 * line.words[0]], show.prose.words[2 * line.words[1] - 1]),
      x,
      y,
      wide,
      colour,
    );
}

// Pairs of peaks as columns of one pixel.
function wave(
  pen: Pen,
  scale: Scale,
  pieces: ReturnType<typeof peaksOf>,
  y: number,
  high: number,
  right: number,
): void {
  const step = stepFor(scale.perPixel);
  const middle = y + high / 2;
  const per = step / scale.perPixel;
  for (const { zero, from, to, peaks } of pieces) {
    const left = toX(scale, zero);
    const first = Math.max(Math.floor(from / step), Math.floor(-left / per), 0);
    const end = Math.min(Math.ceil(to / step), peaks.length / 2);
    for (let pair = first; pair < end; pair++) {
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
  const high = Math.round(14 * large());
  pen.rect(x + 2, y, wide - 4, high);
  pen.clip();
  const left = Math.max(4, x + 4);
  const text = words.slice(0, 160).replace(/\s+/g, " ");
  pen.globalAlpha = 0.8;
  pen.fillStyle = colour("paper");
  pen.fillRect(left - 2, y + 1, pen.measureText(text).width + 4, high - 2);
  pen.globalAlpha = 1;
  pen.fillStyle = colour("ink");
  pen.fillText(text, left, y + high / 2 + 0.5);
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
  const half = 5 * large();
  pen.moveTo(x, middle - half);
  pen.lineTo(x + half, middle);
  pen.lineTo(x, middle + half);
  pen.lineTo(x - half, middle);
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
  if (wide > 40) name(pen, cue.sound ?? "", Math.max(6, x + 8), y + high - 6 * large(), colour, wide - 12);
}

function name(pen: Pen, words: string, x: number, y: number, colour: Colours, most = 140): void {
  pen.fillStyle = colour("ink");
  pen.save();
  pen.beginPath();
  pen.rect(x, y - 8 * large(), most, 16 * large());
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
