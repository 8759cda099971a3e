// Times for people.

import { RATE } from "../link/protocol.ts";

/** Frames as `1:05` or `2:03:07`. */
export function clock(frames: number): string {
  const seconds = Math.floor(Math.max(0, frames) / RATE);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** A linear peak in decibels, −∞ for silence. */
export function decibels(peak: number): number {
  return 20 * Math.log10(peak);
}

/** The length of a bar of a meter from 0 to 1, for −60 to 0 dB. */
export function barOf(peak: number): number {
  return Math.max(0, Math.min(1, 1 + decibels(peak) / 60));
}

/** A gain as people read it: `+2 dB`, `−3.5 dB`. */
export function gainWords(gain: number): string {
  const rounded = Math.round(gain * 10) / 10;
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : ""}${Math.abs(rounded)} dB`;
}
