import { expect, test } from "vitest";
import { wav } from "../../src/sound/wav.ts";

test("samples of several blocks are written with 24 bits, and too loud ones are cut", async () => {
  const file = new DataView(await wav([new Float32Array([0, 1]), new Float32Array([-0.5, -7])]).arrayBuffer());
  const letters = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((index) => file.getUint8(at + index)));
  expect([letters(0), letters(8), letters(36)]).toEqual(["RIFF", "WAVE", "data"]);
  expect(file.getUint32(24, true)).toBe(48_000);
  expect(file.getUint32(40, true)).toBe(12);
  expect(file.byteLength).toBe(56);
  const sample = (index: number) => file.getUint16(44 + 3 * index, true) | (file.getInt8(46 + 3 * index) << 16);
  expect([0, 1, 2, 3].map(sample)).toEqual([0, 8_388_607, -4_194_303, -8_388_607]);
});
