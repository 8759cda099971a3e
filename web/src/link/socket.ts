// The socket to the server. It connects again by itself.

import type { Said, Say } from "./protocol.ts";

const WAITS = [250, 500, 1_000, 2_000, 5_000];

export interface Listener {
  said(message: Said): void;
  sound(message: ArrayBuffer): void;
  /** The connection is there, or is lost. */
  connected(there: boolean): void;
}

export class Socket {
  #socket: WebSocket | null = null;
  #tries = 0;

  constructor(
    readonly address: string,
    readonly listener: Listener,
  ) {
    this.#connect();
  }

  /** Says something to the server; nothing is said while there is no connection. */
  say(message: Say): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#tries = 0;
      this.listener.connected(true);
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === "string") this.listener.said(JSON.parse(data) as Said);
      else this.listener.sound(data);
    };
    socket.onclose = () => {
      this.listener.connected(false);
      setTimeout(() => this.#connect(), WAITS[Math.min(this.#tries++, WAITS.length - 1)]);
    };
    this.#socket = socket;
  }
}

/** The address of a socket of this server. */
export function socketAddress(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}
