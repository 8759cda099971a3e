// What of the map is seen: moved and scaled. It stays while the pane is closed.

import { signal } from "@preact/signals";

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const LEAST = 0.12;
export const MOST = 2.5;
const MARGIN = 28;

export const camera = signal<Camera>({ x: MARGIN, y: MARGIN, scale: 1 });
/** Whether somebody has moved the map. */
export const moved = { by: false };

/** The size of a unit of the map at scale 1: it follows the size of letters of the page. */
export const unit = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value));

/** Moves the map. */
export function pan(dx: number, dy: number): void {
  const { x, y, scale } = camera.value;
  camera.value = { x: x + dx, y: y + dy, scale };
}

/** Scales the map around a point of the screen. */
export function zoom(factor: number, x: number, y: number): void {
  const now = camera.value;
  const scale = between(LEAST, now.scale * factor, MOST * unit());
  const by = scale / now.scale;
  camera.value = { scale, x: x - (x - now.x) * by, y: y - (y - now.y) * by };
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shows an area of the map as large as fits, but not larger than usual. */
export function fit(area: Area, width: number, height: number, least = LEAST): void {
  const scale = between(
    least,
    Math.min((width - 2 * MARGIN) / Math.max(1, area.width), (height - 2 * MARGIN) / Math.max(1, area.height)),
    unit(),
  );
  const left = area.width * scale > width - 2 * MARGIN ? MARGIN : (width - area.width * scale) / 2;
  const top = area.height * scale > height - 2 * MARGIN ? MARGIN : (height - area.height * scale) / 2;
  camera.value = { scale, x: left - area.x * scale, y: top - area.y * scale };
}

/** Moves the map so that an area is seen. */
export function reveal(area: Area, width: number, height: number): void {
  const { x, y, scale } = camera.value;
  const shift = (from: number, length: number, room: number) => {
    const end = from + length;
    if (from >= MARGIN && end <= room - MARGIN) return 0;
    return length > room - 2 * MARGIN ? MARGIN - from : (room - length) / 2 - from;
  };
  const dx = shift(x + area.x * scale, area.width * scale, width);
  const dy = shift(y + area.y * scale, area.height * scale, height);
  if (dx !== 0 || dy !== 0) pan(dx, dy);
}
