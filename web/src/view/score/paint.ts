// Draws the score on its canvases. Only things in the view are looked at, and things on the same pixel are drawn once.

import type { Show, Timeline } from "../../link/protocol.ts";
import { fitting } from "../../model/fitting.ts";
import { type Item, visible } from "../../model/lanes.ts";
import { type Scale, tickStep, toFrame, toX } from "../../model/scale.ts";
import { clock } from "../../model/time.ts";
import { RATE } from "../../link/protocol.ts";
import { type Finding } from "../../link/protocol.ts";
import { envelope, type Handle, handles, share } from "./envelope.ts";
import { large, type Placed, rowTop, rulerHeight } from "./layout.ts";
import { curvesOf, gainOfByte } from "./levels.ts";
import { stepFor } from "./blocks.ts";
import { peaksOf } from "./peaks.ts";
import { fadeEnd } from "../../model/levels.ts";

export interface Paper {
  readonly show: Show;
  readonly times: Timeline;
  readonly scale: Scale;
  readonly width: number;
  readonly height: number;
  readonly inks: ReadonlyMap<string, number | null>;
  /** What the measurement of the mix found, by the number of the line. */
  readonly findings: ReadonlyMap<number, Finding>;
  /** How much of the show is made. */
  readonly made: number;
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
  paintFindings(pen, paper, places, colour);
}

function box({ scale, width }: Paper, place: Placed, item: Item): { x: number; y: number; wide: number; high: number } {
  const left = Math.max(-20, toX(scale, item.start));
  const right = Math.min(width + 20, toX(scale, item.end));
  return { x: left, y: rowTop(place, item.row) + 1, wide: Math.max(1, right - left), high: place.row - 2 };
}

function paintLine(pen: Pen, paper: Paper, place: Placed, item: Item, colour: Colours): void {
  const { show, scale, inks, times, made } = paper;
  const { x, y, wide, high } = box(paper, place, item);
  const line = show.lines[item.index]!;
  const number = inks.get(place.lane.name);
  const ink = number == null ? colour("soft") : colour(`ink-${number}`);
  pen.globalAlpha = 0.2;
  pen.fillStyle = line.status === "unassigned" ? colour("lamp") : ink;
  pen.fillRect(x, y, wide, high);
  pen.globalAlpha = 1;
  pen.fillStyle = ink;
  if (wide > 3) wave(pen, scale, peaksOf("lines", item.index, stepFor(scale.perPixel), times, made), y, high, x + wide);
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
  const middle = y + high / 2;
  for (const { zero, from, to, round, step, peaks } of pieces) {
    const per = step / scale.perPixel;
    const left = toX(scale, zero);
    const first = Math.max(Math.floor(from / step), Math.floor(-left / per), 0);
    const all = Math.min(peaks.length / 2, Math.max(1, Math.round(round / step)));
    const end = Number.isFinite(round) ? Math.ceil(to / step) : Math.min(Math.ceil(to / step), all);
    for (let pair = first; pair < end; pair++) {
      const x = left + pair * per;
      if (x > right) break;
      const at = pair % all;
      const [low, top] = [peaks[2 * at]! / 127, peaks[2 * at + 1]! / 127];
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
  pen.globalAlpha = 0.5;
  const { scale, times, made } = paper;
  if (wide > 12) wave(pen, scale, peaksOf("cues", item.index, stepFor(scale.perPixel), times, made), y, high, x + wide);
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

// The area is the gain that the mix applies; a line over it is the gain without ducks and hushes.
function paintBed(pen: Pen, paper: Paper, place: Placed, item: Item, colour: Colours): void {
  const { scale, width, times, made } = paper;
  const { x, y, wide, high } = box(paper, place, item);
  const cue = paper.show.cues[item.index]!;
  const ink = colour(place.lane.kind === "bed" ? "ink-7" : "ink-2");
  const step = stepFor(scale.perPixel);
  const from = Math.max(item.start, toFrame(scale, -2));
  const end = Math.min(item.end, toFrame(scale, width + 2));
  const curves = curvesOf(item.index, from, end, step, times, made);
  pen.fillStyle = pen.strokeStyle = ink;
  pen.globalAlpha = 0.3;
  pen.fillRect(x, y + high - 1, wide, 1);
  if (curves.length > 0) {
    const line = (which: "own" | "all") =>
      curves.flatMap((curve) => [...points(curve[which], curve.frame, curve.step, scale, width)]);
    area(pen, line("all"), y, high);
    pen.globalAlpha = 0.16;
    if (wide > 12) wave(pen, scale, peaksOf("cues", item.index, step, times, made), y, high, x + wide);
    pen.globalAlpha = 1;
    stroke(pen, line("own"), y, high, 1);
  } else {
    const line = envelope(cue, item.start, item.end, times).map(
      (point) => [toX(scale, point.frame), point.gain] as const,
    );
    area(pen, line, y, high);
    pen.globalAlpha = 1;
    stroke(pen, line, y, high, 1);
  }
  pen.globalAlpha = 1;
  if (wide > 24) paintHandles(pen, paper, item, y, high, colour);
  if (wide > 40) name(pen, cue.sound ?? "", Math.max(6, x + 8), y + high - 6 * large(), colour, wide - 12);
}

type Dot = readonly [x: number, gain: number];

// At a far zoom one pixel has several values: the highest and the lowest are kept.
function* points(values: Uint8Array, frame: number, step: number, scale: Scale, width: number): Generator<Dot> {
  const per = step / scale.perPixel;
  const left = toX(scale, frame);
  const first = Math.max(0, Math.floor((-2 - left) / per));
  const end = Math.min(values.length, Math.ceil((width + 2 - left) / per) + 1);
  const many = Math.max(1, Math.floor(1 / per));
  for (let at = first; at < end; at += many) {
    const x = left + at * per;
    let [low, high] = [values[at]!, values[at]!];
    for (let next = at + 1; next < Math.min(end, at + many); next++) {
      low = Math.min(low, values[next]!);
      high = Math.max(high, values[next]!);
    }
    yield [x, gainOfByte(high)];
    if (low !== high) yield [x, gainOfByte(low)];
  }
}

const heightOf = (gain: number, y: number, high: number) => y + high * (1 - share(gain));

function area(pen: Pen, line: readonly Dot[], y: number, high: number): void {
  if (line.length === 0) return;
  pen.beginPath();
  pen.moveTo(line[0]![0], y + high);
  for (const [x, gain] of line) pen.lineTo(x, heightOf(gain, y, high));
  pen.lineTo(line[line.length - 1]![0], y + high);
  pen.fill();
}

function stroke(pen: Pen, line: readonly Dot[], y: number, high: number, wide: number): void {
  pen.beginPath();
  for (const [x, gain] of line) pen.lineTo(x, heightOf(gain, y, high));
  pen.lineWidth = wide;
  pen.stroke();
  pen.lineWidth = 1;
}

/** Points that are nearer to each other than this are not drawn and not dragged, in CSS pixels. */
const APART = 7;

/** The rides of an item whose points are apart on the screen. */
export function shownHandles(paper: Pick<Paper, "show" | "times" | "scale">, item: Item): Handle[] {
  const cue = paper.show.cues[item.index]!;
  let last = -Infinity;
  return handles(cue, item.start, item.end, paper.times).filter(({ to }) => {
    const x = toX(paper.scale, to.frame);
    const apart = x - last > APART;
    if (apart) last = x;
    return apart;
  });
}

function paintHandles(pen: Pen, paper: Paper, item: Item, y: number, high: number, colour: Colours): void {
  const { scale, width, show } = paper;
  const cue = show.cues[item.index]!;
  const half = Math.min(high / 4, 3 * large());
  const dot = (frame: number, gain: number, size: number, round: boolean) => {
    const x = toX(scale, frame);
    if (x < -9 || x > width + 9) return;
    pen.beginPath();
    if (round) pen.arc(x, heightOf(gain, y, high), size, 0, 7);
    else pen.rect(x - size, heightOf(gain, y, high) - size, 2 * size, 2 * size);
    pen.fill();
    pen.stroke();
  };
  pen.strokeStyle = colour("ink");
  pen.fillStyle = colour("sheet");
  for (const side of ["in", "out"] as const) {
    const [fade, edge] = side === "in" ? [cue.fade[0], item.start] : [cue.fade[1], item.end];
    const end = fadeEnd(cue, item, side);
    if (fade > 0 && Math.abs(toX(scale, end) - toX(scale, edge)) > APART) dot(end, 4, half * 0.8, false);
  }
  for (const { from, to } of shownHandles(paper, item)) {
    if (Math.abs(toX(scale, from.frame) - toX(scale, to.frame)) > APART) dot(from.frame, from.gain, half * 0.7, true);
    dot(to.frame, to.gain, half, true);
  }
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

// The numbers of the hushes of the show that is drawn.
let silent: { of: Show | null; hushes: number[] } = { of: null, hushes: [] };

function hushesOf(show: Show): readonly number[] {
  if (silent.of !== show)
    silent = { of: show, hushes: show.cues.flatMap((cue, at) => (cue.kind === "hush" ? [at] : [])) };
  return silent.hushes;
}

function paintHushes(pen: Pen, paper: Paper, colour: Colours): void {
  const { show, times, scale, width, height } = paper;
  pen.fillStyle = colour("edge");
  pen.globalAlpha = 0.22;
  for (const at of hushesOf(show)) {
    const x = toX(scale, times.cues[2 * at]!);
    const right = toX(scale, times.cues[2 * at + 1]!);
    if (right > 0 && x < width) pen.fillRect(x, 0, Math.max(1, right - x), height);
  }
  pen.globalAlpha = 1;
}

// A line that is hard to understand has a bar under it; what covers it has the same colour in that time.
function paintFindings(pen: Pen, paper: Paper, places: readonly Placed[], colour: Colours): void {
  if (paper.findings.size === 0) return;
  const { scale, width, times } = paper;
  pen.fillStyle = colour("blame");
  const covering = new Map<number, number[]>();
  for (const { line, cues } of paper.findings.values())
    for (const cue of cues) covering.set(cue, [...(covering.get(cue) ?? []), line]);
  const bar = (place: Placed, item: Item, start: number, end: number) => {
    const x = Math.max(0, toX(scale, start));
    const wide = Math.min(width, toX(scale, end)) - x;
    if (wide < 0) return;
    const { y, high } = box(paper, place, item);
    pen.globalAlpha = 0.28;
    pen.fillRect(x, y, Math.max(1, wide), high);
    pen.globalAlpha = 1;
    pen.fillRect(x, y + high - 2, Math.max(2, wide), 2);
  };
  for (const place of places) {
    const [first, end] = visible(place.lane, scale.start, toFrame(scale, width));
    for (let at = first; at < end; at++) {
      const item = place.lane.items[at]!;
      if (place.lane.of === "lines") {
        if (paper.findings.has(item.index)) bar(place, item, item.start, item.end);
        continue;
      }
      for (const line of covering.get(item.index) ?? []) {
        const [start, stop] = [times.lines[2 * line]!, times.lines[2 * line + 1]!];
        bar(place, item, Math.max(item.start, start), Math.min(item.end, stop));
      }
    }
  }
  pen.globalAlpha = 1;
}
