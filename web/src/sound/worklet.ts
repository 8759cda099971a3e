// Runs in the audio thread: plays the chunks of the socket and says which place of the show is heard, and records.

import { type Chunk, Feed } from "./feed.ts";

declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

export type ToWorklet = { readonly chunk: Chunk } | { readonly seek: true };
export interface FromWorklet {
  /** Frames that left the feed since the last message: the server may send so many more. */
  readonly room: number;
  readonly at: number | null;
}

const HELD = 96_000;
const BLOCK = 4_096;
/** Every so many blocks of 128 frames the page hears of the place: about 50 times a second. */
const REPORT = 8;

class Player extends AudioWorkletProcessor {
  readonly #feed = new Feed(HELD, BLOCK);
  #room = 0;
  #blocks = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToWorklet>) => {
      this.#room += "chunk" in data ? this.#feed.push(data.chunk) : this.#feed.seek();
    };
  }

  process(_inputs: unknown, outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? [];
    if (left && right) this.#room += this.#feed.pull(left, right);
    if (++this.#blocks % REPORT === 0) this.#report();
    return true;
  }

  #report(): void {
    const message: FromWorklet = { room: this.#room, at: this.#feed.at };
    this.#room = 0;
    this.port.postMessage(message);
  }
}

/** So many frames of the microphone are sent to the page at once. */
const RECORDED = 2_048;

class Recorder extends AudioWorkletProcessor {
  #block = new Float32Array(RECORDED);
  #filled = 0;

  process(inputs: Float32Array[][]): boolean {
    const sound = inputs[0]?.[0];
    if (!sound) return true;
    this.#block.set(sound, this.#filled);
    this.#filled += sound.length;
    if (this.#filled < RECORDED) return true;
    this.port.postMessage(this.#block, [this.#block.buffer]);
    this.#block = new Float32Array(RECORDED);
    this.#filled = 0;
    return true;
  }
}

registerProcessor("player", Player);
registerProcessor("recorder", Recorder);
