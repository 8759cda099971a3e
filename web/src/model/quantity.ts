// Values of settings with their units, as the script writes them: `0.5`, `120/min`, `3km`.

import type { Param } from "../link/protocol.ts";

/** The number of a value, without its unit. */
export function numberOf(value: string): number {
  return parseFloat(value);
}

/** A value as the script writes it. */
export function write(number: number, unit: string): string {
  return `${parseFloat(number.toPrecision(3))}${unit}`;
}

/** Sliders of wide ranges move by ratios, so that small values can be set too. */
function isLogarithmic(param: Param): boolean {
  return param.low !== null && param.high !== null && param.low > 0 && param.high / param.low >= 50;
}

/** The place of a value on a slider from 0 to 1. */
export function toSlider(param: Param, value: number): number {
  const [low, high] = [param.low ?? 0, param.high ?? 1];
  const share = isLogarithmic(param) ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.max(0, Math.min(1, share));
}

/** The value at a place of a slider. */
export function fromSlider(param: Param, share: number): number {
  const [low, high] = [param.low ?? 0, param.high ?? 1];
  return isLogarithmic(param) ? low * (high / low) ** share : low + share * (high - low);
}
