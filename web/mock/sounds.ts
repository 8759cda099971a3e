// The sounds and voices of the mock, and a tone for each that can be heard.

import type { Param, Sound, Voice } from "../src/link/protocol.ts";

const param = (name: string, about: string, unit: string, low: number, high: number, value: string): Param => ({
  name,
  about,
  default: value,
  unit,
  range: `${low} to ${high}`,
  low,
  high,
  choices: null,
});

const sound = (name: string, kind: "spot" | "bed", category: string, about: string, params: Param[] = []): Sound => ({
  name,
  kind,
  about,
  category,
  words: about.split(" "),
  params,
  own: false,
});

export const SOUNDS: readonly Sound[] = [
  sound("door-strike", "spot", "doors", "A knock or a blow on a door", [
    param("weight", "How heavy the blow is", "", 0, 1, "0.5"),
    param("size", "The size of the door", "m", 1, 4, "2m"),
    {
      name: "wood",
      about: "The wood of the door",
      default: "oak",
      unit: "",
      range: "a word",
      low: null,
      high: null,
      choices: ["oak", "pine", "iron"],
    },
  ]),
  sound("door-creak", "spot", "doors", "A door that turns slowly on dry hinges"),
  sound("bolt-draw", "spot", "doors", "A bolt that is drawn back"),
  sound("window-shut", "spot", "doors", "A sash window that is shut"),
  sound("rain", "bed", "weather", "Rain on the ground and on leaves", [
    param("intensity", "From drizzle to downpour", "", 0, 1, "0.4"),
    param("density", "Single drops that are heard", "/min", 0, 600, "120/min"),
  ]),
  sound("wind", "bed", "weather", "Wind over open land", [param("intensity", "From breeze to storm", "", 0, 1, "0.5")]),
  sound("thunder", "spot", "weather", "Thunder near or far", [
    param("distance", "To the lightning", "km", 0.2, 20, "3km"),
  ]),
  sound("river", "bed", "water", "Water that flows past"),
  sound("ship-bell", "spot", "bells", "A bell on a ship"),
  sound("church-bell", "spot", "bells", "A large bell in a tower"),
  sound("fire", "bed", "fire", "A fire in a stove"),
  sound("kettle", "bed", "kitchen", "Water that is about to boil"),
  sound("low-strings", "bed", "music", "Long low strings"),
];

export const VOICES: readonly Voice[] = [
  { name: "bf_emma", accent: "British", language: "en", sex: "woman", about: "clear, calm" },
  { name: "bf_alice", accent: "British", language: "en", sex: "woman", about: "older, dry" },
  { name: "bm_george", accent: "British", language: "en", sex: "man", about: "deep, even" },
  { name: "bm_lewis", accent: "British", language: "en", sex: "man", about: "low, rough" },
  { name: "am_onyx", accent: "American", language: "en", sex: "man", about: "dark, slow" },
  { name: "am_puck", accent: "American", language: "en", sex: "man", about: "young, quick" },
];

/** A tone of half a second as a WAV file. */
export function tone(pitch: number): Buffer {
  const frames = 24_000;
  const wav = Buffer.alloc(44 + 4 * frames);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + 4 * frames, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(48_000, 24);
  wav.writeUInt32LE(192_000, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(4 * frames, 40);
  for (let frame = 0; frame < frames; frame++) {
    const value = Math.round(9_000 * Math.sin((2 * Math.PI * pitch * frame) / 48_000) * (1 - frame / frames));
    wav.writeInt16LE(value, 44 + 4 * frame);
    wav.writeInt16LE(value, 46 + 4 * frame);
  }
  return wav;
}
