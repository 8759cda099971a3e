// A server that speaks the protocol of the studio, for the page alone: the show is in memory and nothing is written.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { extname, join } from "node:path";
import { WebSocketServer } from "ws";
import type { Gesture } from "../src/link/protocol.ts";
import { pathsOf } from "./choices.ts";
import { patchOf } from "./patch.ts";
import { MockPlayer } from "./player.ts";
import { gesture, type Model, model, times } from "./show.ts";
import { SOUNDS, tone, VOICES } from "./sounds.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".map": "application/json",
};
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-mock'; style-src 'self' 'nonce-mock'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'";

export interface MockOptions {
  readonly dist: string;
  readonly sentences?: number;
  readonly cues?: number;
  /** Whether it is an interactive show. */
  readonly choices?: boolean;
  /** Whether no show is open at first. */
  readonly empty?: boolean;
}

export class MockServer {
  model: Model;
  readonly gestures: Gesture[] = [];
  readonly #undo: { model: Model; name: string }[] = [];
  readonly #redo: { model: Model; name: string }[] = [];
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  #open: boolean;
  #revision = 0;

  constructor(readonly options: MockOptions) {
    this.model = model(options.sentences, options.cues, options.choices);
    this.#open = !options.empty;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#sockets = new WebSocketServer({ noServer: true });
    this.#server.on("upgrade", (request, socket, head) => {
      if (request.url !== "/api/socket") return this.#language(request, socket, head);
      this.#sockets.handleUpgrade(request, socket, head, (open) => this.#sockets.emit("connection", open));
    });
    this.#sockets.on("connection", (socket) => {
      const player = new MockPlayer(socket, () => times(this.model, 1).frames, 16_800);
      socket.on("message", (data) => player.heard(JSON.parse(String(data))));
      const [version, revision] = this.#open ? [this.model.version, this.model.revision] : [null, null];
      player.say({ is: "hello", version, revision, rate: 48_000, walk: NOWHERE });
      player.say({ is: "timeline", edition: 1, exact: true, made: 40, all: 42 });
      player.status();
    });
  }

  /** Listens on a free port, or the given one, and returns the address. */
  listen(port = 0): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(port, "127.0.0.1", () =>
        resolve(`http://127.0.0.1:${(this.#server.address() as { port: number }).port}/`),
      );
    });
  }

  /** Changes the script as another program would. */
  elsewhere(before: string, after: string): void {
    this.model.script = { ...this.model.script, text: this.model.script.text.replace(before, after) };
    this.#changed("Change by another program");
    for (const socket of this.#sockets.clients) {
      socket.send(
        JSON.stringify({
          is: "show",
          version: this.model.version,
          revision: this.model.revision,
          step: "Change by another program",
          by: "disk",
        }),
      );
    }
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  // A language server that knows one completion.
  #language(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    new WebSocketServer({ noServer: true }).handleUpgrade(request, socket, head, (open) => {
      open.on("message", (data) => {
        const { id, method } = JSON.parse(String(data));
        if (id === undefined) return;
        const capabilities = { textDocumentSync: 2, completionProvider: {}, hoverProvider: true };
        const result =
          method === "initialize"
            ? { capabilities }
            : method === "textDocument/completion"
              ? [{ label: "barriers" }]
              : null;
        open.send(JSON.stringify({ jsonrpc: "2.0", id, result }));
      });
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const json = (value: unknown, status = 200) => send(response, status, "application/json", JSON.stringify(value));
    try {
      if (!url.pathname.startsWith("/api/")) return await this.#file(url.pathname, response);
      const body =
        chunks.length && request.headers["content-type"]?.includes("json")
          ? JSON.parse(Buffer.concat(chunks).toString())
          : {};
      const answer = this.#answer(url, body);
      if (answer instanceof Buffer) send(response, 200, "audio/wav", answer);
      else json(answer);
    } catch (error) {
      const status = error instanceof Fault ? error.status : 500;
      json(
        {
          error: {
            code: error instanceof Fault ? error.code : "failed",
            message: String(error),
            help: [],
            problems: [],
          },
        },
        status,
      );
    }
  }

  async #file(path: string, response: ServerResponse): Promise<void> {
    const name = path === "/" ? "index.html" : path.slice(1);
    const body = await readFile(join(this.options.dist, name)).catch(() => null);
    if (!body) return send(response, 404, "text/plain", "");
    const text = name === "index.html" ? body.toString().replaceAll("CUEBOOK_NONCE", "mock") : body;
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    send(response, 200, TYPES[extname(name)] ?? "application/octet-stream", text);
  }

  #answer(url: URL, body: { gesture?: Gesture; revision?: string }): unknown {
    const name = decodeURIComponent(url.pathname.slice(5));
    const folder = {
      revision: null,
      folder: { name: "shows", scripts: ["the-ferry.yaml", "first.yaml"], texts: ["chapter.txt", "book.epub"] },
    };
    if (name === "show") return this.#open ? this.#show() : folder;
    if (name === "folder") return folder;
    if (name === "paths") return pathsOf(this.model);
    if (name === "timeline") return times(this.model, 1);
    if (name === "open") {
      this.#open = true;
      return this.#show();
    }
    if (name === "text") {
      this.#open = true;
      return { script: "chapter.yaml", text: "chapter.txt", lines: 16, sure: 12, problems: [], others: [] };
    }
    if (name === "sound") return { file: `sounds/${url.searchParams.get("name")}`, frames: 96_000, channels: 2 };
    if (name === "take") return { file: `takes/${url.searchParams.get("line")}-1.wav`, frames: 96_000 };
    if (name === "publish") return {};
    if (name === "edit") return this.#edit(body.revision, body.gesture!);
    if (name === "undo") return this.#step(this.#undo, this.#redo);
    if (name === "redo") return this.#step(this.#redo, this.#undo);
    if (name === "voices") return { voices: VOICES, engine: "natural" };
    if (name === "audition") return tone(220);
    if (name === "sounds") return this.#sounds(url.searchParams);
    if (name === "peaks") return this.#peaks(url.searchParams);
    if (name.startsWith("sounds/") && name.endsWith("/sample")) return tone(330);
    const sound = SOUNDS.find((each) => `sounds/${each.name}` === name);
    if (sound) return sound;
    throw new Fault(404, "not-found", "there is nothing here");
  }

  #show(): Model {
    const history = { undo: this.#undo.at(-1)?.name ?? null, redo: this.#redo.at(-1)?.name ?? null };
    return { ...this.model, history };
  }

  #edit(revision: string | undefined, what: Gesture): unknown {
    if (revision !== this.model.revision) throw new Fault(409, "changed", "the show has changed");
    const before = structuredClone(this.model);
    this.gestures.push(what);
    const step = gesture(this.model, what);
    if (step === null) throw new Fault(422, "refused", `the mock does not know ${what.do}`);
    this.#undo.push({ model: before, name: step });
    this.#redo.length = 0;
    return this.#changed(step, before);
  }

  #step(from: { model: Model; name: string }[], to: { model: Model; name: string }[]): unknown {
    const last = from.pop();
    if (!last) return { revision: this.model.revision, step: null };
    to.push({ model: this.model, name: last.name });
    this.model = last.model;
    return this.#changed(last.name);
  }

  #changed(step: string, before?: Model): unknown {
    this.model.revision = `r${++this.#revision}`;
    this.model.version = this.#revision + 1;
    const { version, revision } = this.model;
    const patch = before && patchOf(before, this.#show());
    return { version, revision, step, ...(patch && { patch }) };
  }

  #sounds(query: URLSearchParams): unknown {
    const wanted = (query.get("q") ?? "").toLowerCase();
    const category = query.get("category");
    const sounds = SOUNDS.filter(
      (each) =>
        `${each.name} ${each.about}`.toLowerCase().includes(wanted) && (!category || each.category === category),
    );
    return { sounds, library: [], categories: [...new Set(SOUNDS.map((each) => each.category))] };
  }

  #peaks(query: URLSearchParams): unknown {
    const of = query.has("lines") ? "lines" : "cues";
    const [first = 0, end = 0] = (query.get(of) ?? "").split("-").map(Number);
    const step = Number(query.get("step"));
    const spans = times(this.model, 1)[of];
    return {
      step,
      of: Array.from({ length: Math.max(0, Math.min(end, spans.length / 2) - first) }, (_, at) => {
        const [from, to] = [spans[2 * (first + at)]!, spans[2 * (first + at) + 1]!];
        const peaks = new Int8Array(2 * Math.ceil((to - from) / step));
        for (let pair = 0; pair < peaks.length / 2; pair++) {
          const level = 30 + 60 * Math.abs(Math.sin(pair * 0.7) * Math.sin(pair * 0.13 + first));
          peaks[2 * pair] = -level;
          peaks[2 * pair + 1] = level;
        }
        return {
          index: first + at,
          pieces: [{ at: from, from: 0, to: to - from, peaks: Buffer.from(peaks.buffer).toString("base64") }],
        };
      }),
    };
  }
}

const NOWHERE = { visits: [], path: "", been: [], taken: [], met: [] };

class Fault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { "Content-Type": type });
  response.end(body);
}
