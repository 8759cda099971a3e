// The way from the socket to the loudspeaker.

import { RATE } from "../link/protocol.ts";
import type { Chunk } from "./feed.ts";
import type { FromWorklet, ToWorklet } from "./worklet.ts";

/** How many frames wait in the page: 0.15 s, so that an edit is heard soon. */
export const AHEAD = 7_200;

export class Output {
  readonly #context: AudioContext;
  readonly #node: AudioWorkletNode;

  private constructor(context: AudioContext, node: AudioWorkletNode) {
    this.#context = context;
    this.#node = node;
  }

  /** Opens the loudspeaker. Browsers allow it only after the user has pressed something. */
  static async open(report: (said: FromWorklet) => void): Promise<Output> {
    const context = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
    await context.audioWorklet.addModule("/worklet.js");
    const node = new AudioWorkletNode(context, "player", { numberOfInputs: 0, outputChannelCount: [2] });
    node.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => report(data);
    node.connect(context.destination);
    await context.resume();
    return new Output(context, node);
  }

  play(chunk: Chunk): void {
    this.#post({ chunk }, [chunk.samples.buffer]);
  }

  seek(): void {
    this.#post({ seek: true }, []);
  }

  resume(): Promise<void> {
    return this.#context.resume();
  }

  #post(message: ToWorklet, moved: Transferable[]): void {
    this.#node.port.postMessage(message, moved);
  }
}
