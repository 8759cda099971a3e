// The scale of the score: which frame is at which pixel.

import { RATE } from "../link/protocol.ts";

export interface Scale {
  /** The frame at the left edge. */
  readonly start: number;
  readonly perPixel: number;
}

/** The closest zoom: about a second fills a narrow score. */
const CLOSEST = 32;

export function toX(scale: Scale, frame: number): number {
  return (frame - scale.start) / scale.perPixel;
}

export function toFrame(scale: Scale, x: number): number {
  return scale.start + x * scale.perPixel;
}

/** The scale that shows the whole show. */
export function fit(frames: number, width: number): Scale {
  return { start: 0, perPixel: Math.max(CLOSEST, (frames * 1.02) / Math.max(1, width)) };
}

/** The scale kept within the show: not wider than all of it, not beyond its ends. */
export function within(scale: Scale, frames: number, width: number): Scale {
  const perPixel = Math.max(CLOSEST, Math.min(scale.perPixel, fit(frames, width).perPixel));
  const last = Math.max(0, frames * 1.02 - perPixel * width);
  return { start: Math.max(0, Math.min(scale.start, last)), perPixel };
}

/** Zooms by a factor and keeps the frame at `x` where it is. */
export function zoom(scale: Scale, factor: number, x: number, frames: number, width: number): Scale {
  const perPixel = within({ start: 0, perPixel: scale.perPixel * factor }, frames, width).perPixel;
  return within({ start: toFrame(scale, x) - x * perPixel, perPixel }, frames, width);
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** The seconds between two marks of the ruler, so that they are at least so many pixels apart. */
export function tickStep(scale: Scale, apart: number): number {
  const seconds = (scale.perPixel * apart) / RATE;
  return STEPS.find((step) => step >= seconds) ?? STEPS[STEPS.length - 1]!;
}
