// Records the microphone as it is: without the browser's echo and noise treatment.

import { RATE } from "../link/protocol.ts";
import { wav } from "./wav.ts";

export class Recorder {
  readonly #context: AudioContext;
  readonly #stream: MediaStream;
  readonly #blocks: Float32Array[] = [];

  private constructor(context: AudioContext, stream: MediaStream) {
    this.#context = context;
    this.#stream = stream;
  }

  /** Asks for the microphone and begins. `level` hears the peak of each block, from 0 to 1. */
  static async begin(level: (peak: number) => void): Promise<Recorder> {
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    const context = new AudioContext({ sampleRate: RATE });
    await context.audioWorklet.addModule("/worklet.js");
    const recorder = new Recorder(context, stream);
    const node = new AudioWorkletNode(context, "recorder", {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: "explicit",
    });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      recorder.#blocks.push(data);
      level(data.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    };
    context.createMediaStreamSource(stream).connect(node);
    return recorder;
  }

  /** Ends the recording and returns it as a WAV file. */
  async end(): Promise<Blob> {
    for (const track of this.#stream.getTracks()) track.stop();
    await this.#context.close();
    return wav(this.#blocks);
  }
}
