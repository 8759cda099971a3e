// Writes a WAV file of one channel with 24 bits.

import { RATE } from "../link/protocol.ts";

const HEADER = 44;
const BYTES = 3;
const FULL = 8_388_607;

export function wav(blocks: readonly Float32Array[]): Blob {
  const frames = blocks.reduce((sum, block) => sum + block.length, 0);
  const file = new DataView(new ArrayBuffer(HEADER + BYTES * frames));
  const word = (at: number, letters: string) =>
    [...letters].forEach((letter, index) => file.setUint8(at + index, letter.charCodeAt(0)));
  word(0, "RIFF");
  file.setUint32(4, HEADER - 8 + BYTES * frames, true);
  word(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE * BYTES, true);
  file.setUint16(32, BYTES, true);
  file.setUint16(34, 8 * BYTES, true);
  word(36, "data");
  file.setUint32(40, BYTES * frames, true);
  let at = HEADER;
  for (const block of blocks) {
    for (const sample of block) {
      const value = Math.round(Math.max(-1, Math.min(1, sample)) * FULL);
      file.setUint16(at, value & 0xffff, true);
      file.setInt8(at + 2, value >> 16);
      at += BYTES;
    }
  }
  return new Blob([file.buffer], { type: "audio/wav" });
}
