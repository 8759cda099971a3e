// Plays a tone for each word over the socket, as the protocol says.

import type { WebSocket } from "ws";
import type { Say } from "../src/link/protocol.ts";

const CHUNK = 960;

export class MockPlayer {
  #room = 0;
  #at = 0;
  #serial = 0;
  #playing = false;
  #jumped = false;
  #loop: readonly [number, number] | null = null;
  #channels: Record<string, { gain: number; mute: boolean; solo: boolean }> = {};
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(
    readonly socket: WebSocket,
    readonly frames: () => number,
    readonly wordTime: number,
  ) {
    this.#timer = setInterval(() => this.#send(), 10);
    socket.on("close", () => clearInterval(this.#timer));
  }

  heard(message: Say): void {
    if (message.do === "listen") this.#room = message.frames;
    if (message.do === "more") this.#room += message.frames;
    if (message.do === "channel") {
      const { gain = 0, mute = false, solo = false } = { ...this.#channels[message.channel], ...message };
      this.#channels[message.channel] = { gain, mute, solo };
      this.say({ is: "channels", channels: this.#channels });
    }
    if (message.do === "loop")
      this.#loop =
        message.frames ?? (message.words ? [message.words[0] * this.wordTime, message.words[1] * this.wordTime] : null);
    const to =
      "frame" in message
        ? message.frame
        : "word" in message && message.word !== undefined
          ? message.word * this.wordTime
          : undefined;
    if (to !== undefined || (message.do === "loop" && this.#loop)) {
      this.#at = to ?? this.#loop![0];
      this.#jumped = true;
    }
    if (message.do === "play") this.#playing = true;
    if (message.do === "pause") this.#playing = false;
    this.status();
  }

  status(): void {
    this.say({
      is: "status",
      state: this.#playing ? "playing" : "paused",
      edition: 1,
      at: this.#at,
      loop: this.#loop,
      horizon: 0,
      why: "",
    });
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  #send(): void {
    while (this.#playing && this.#room >= CHUNK) this.#chunk();
  }

  #chunk(): void {
    const message = new ArrayBuffer(24 + 8 * CHUNK);
    const view = new DataView(message);
    view.setUint32(0, CHUNK, true);
    view.setUint32(4, 1, true);
    view.setFloat64(8, this.#at, true);
    view.setUint32(16, this.#jumped ? 4 : 0, true);
    view.setUint32(20, this.#serial++, true);
    const samples = new Float32Array(message, 24);
    const word = Math.floor(this.#at / this.wordTime);
    for (let frame = 0; frame < CHUNK; frame++) {
      const value = 0.1 * Math.sin(((this.#at + frame) * (200 + 20 * (word % 12)) * 2 * Math.PI) / 48_000);
      samples[2 * frame] = value;
      samples[2 * frame + 1] = value;
    }
    this.socket.send(message);
    this.#jumped = false;
    this.#room -= CHUNK;
    this.#at += CHUNK;
    if (this.#loop && this.#at >= this.#loop[1]) this.#at = this.#loop[0];
    if (this.#serial % 3 === 0) this.#meters();
    if (this.#at >= this.frames()) {
      this.#playing = false;
      this.status();
    }
  }

  #meters(): void {
    const level = 0.15 + 0.1 * Math.sin(this.#at / 9_000);
    const both = [level, level * 0.9];
    this.say({
      is: "meters",
      at: this.#at,
      out: both,
      momentary: -19.4,
      integrated: -20.1,
      buses: {
        narration: both,
        dialogue: [level / 2, level / 2],
        spots: [0.02, 0.02],
        beds: [0.06, 0.05],
        music: [0, 0],
      },
    });
  }
}
