import { expect, test } from "vitest";
import { freshName, soundName } from "../../src/model/names.ts";
import { clock, gainWords, barOf } from "../../src/model/time.ts";
import { fromSlider, toSlider, write } from "../../src/model/quantity.ts";
import type { Param } from "../../src/link/protocol.ts";

test("a file becomes a name that the script accepts", () => {
  expect(soundName("Old Door (slam) 2.WAV")).toBe("old-door-slam-2");
  expect(soundName("_.flac")).toBe("sound");
  expect(soundName("Tür.wav")).toBe("tür");
});

test("a variant of a sound has a name that the script does not have", () => {
  expect(freshName("sounds:\n  rain: { recipe: rain }\n", "rain")).toBe("rain-2");
  expect(freshName("sounds:\n  rain-2: { recipe: rain }\n  rain-3: {}\n", "rain")).toBe("rain-4");
});

test("times and gains are written for people", () => {
  expect(clock(48_000 * 65)).toBe("1:05");
  expect(clock(48_000 * 7384)).toBe("2:03:04");
  expect(gainWords(-3.5)).toBe("−3.5 dB");
  expect(gainWords(2)).toBe("+2 dB");
  expect([barOf(0), barOf(1), barOf(0.001)].map((bar) => bar.toFixed(2))).toEqual(["0.00", "1.00", "0.00"]);
});

const param = (low: number, high: number): Param => ({
  name: "p",
  about: "",
  default: "1",
  unit: "km",
  range: "",
  low,
  high,
  choices: null,
});

test("a slider of a narrow range moves evenly, one of a wide range by ratios", () => {
  expect(fromSlider(param(0, 10), 0.5)).toBe(5);
  expect(fromSlider(param(0.1, 1000), 0.5)).toBeCloseTo(10, 6);
  for (const value of [0.1, 3, 900])
    expect(fromSlider(param(0.1, 1000), toSlider(param(0.1, 1000), value))).toBeCloseTo(value, 6);
  expect(write(2.34567, "km")).toBe("2.35km");
  expect(write(120, "/min")).toBe("120/min");
});
