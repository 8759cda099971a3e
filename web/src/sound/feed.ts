// The chunks of sound that the server sends, as one stream of samples, and which place of the show is heard now.

import { Ring } from "./ring.ts";

export const HEADER = 24;
/** The place does not advance: the samples are silence or a fade. */
export const STILL = 1;
/** The first chunk after a seek of this page. */
export const AFTER_SEEK = 4;

export interface Chunk {
  readonly frames: number;
  readonly edition: number;
  /** The show's frame of the first sample. */
  readonly at: number;
  readonly flags: number;
  readonly samples: Float32Array;
}

/** Reads a binary message of the socket. */
export function chunkOf(message: ArrayBuffer): Chunk {
  const header = new DataView(message);
  const frames = header.getUint32(0, true);
  return {
    frames,
    edition: header.getUint32(4, true),
    at: header.getFloat64(8, true),
    flags: header.getUint32(16, true),
    samples: new Float32Array(message, HEADER, 2 * frames),
  };
}

/** More frames than the server sends ahead: after so many dropped ones there is nothing old left. */
const OLD = 24_000;

interface Begin {
  /** The number of frames that were written before the chunk. */
  readonly written: number;
  readonly at: number;
  readonly still: boolean;
}

export class Feed {
  readonly #ring: Ring;
  readonly #both: Float32Array;
  #begins: Begin[] = [];
  #written = 0;
  #read = 0;
  #toDrop = 0;

  /** A feed that holds at most `frames`, read in blocks of at most `block` frames. */
  constructor(frames: number, block: number) {
    this.#ring = new Ring(2 * frames);
    this.#both = new Float32Array(2 * block);
  }

  /** Takes a chunk and returns how many of its frames will never be heard. */
  push(chunk: Chunk): number {
    if (chunk.flags & AFTER_SEEK) this.#toDrop = 0;
    if (this.#toDrop > 0) {
      this.#toDrop -= chunk.frames;
      return chunk.frames;
    }
    this.#begins.push({ written: this.#written, at: chunk.at, still: (chunk.flags & STILL) !== 0 });
    const taken = this.#ring.write(chunk.samples) / 2;
    this.#written += taken;
    return chunk.frames - taken;
  }

  /** Drops all that is not heard yet, and all chunks up to the first one after the seek. Returns the dropped frames. */
  seek(): number {
    const dropped = this.#ring.held / 2;
    this.#ring.clear();
    this.#read = this.#written;
    this.#begins = [];
    this.#toDrop = OLD;
    return dropped;
  }

  /** Fills a block of both channels, with silence if nothing is there, and returns how many frames were. */
  pull(left: Float32Array, right: Float32Array): number {
    const both = this.#both.subarray(0, 2 * left.length);
    const frames = this.#ring.read(both) / 2;
    for (let frame = 0; frame < left.length; frame++) {
      left[frame] = both[2 * frame]!;
      right[frame] = both[2 * frame + 1]!;
    }
    this.#read += frames;
    return frames;
  }

  /** The show's frame that is heard now, or null before the first chunk. */
  get at(): number | null {
    while (this.#begins.length > 1 && this.#begins[1]!.written <= this.#read) this.#begins.shift();
    const begin = this.#begins[0];
    if (!begin) return null;
    return begin.still ? begin.at : begin.at + this.#read - begin.written;
  }
}
