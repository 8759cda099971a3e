// Starts the program itself, and talks to it as its page does. `CUEBOOK` is the path of the program.

import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BrowserContextOptions, Page, Route } from "playwright-core";
import { WebSocket } from "ws";
import type { Gesture, Said, Show } from "../../src/link/protocol.ts";
import { launch } from "./open.ts";

export const PROGRAM = process.env.CUEBOOK;

const closes: (() => Promise<void>)[] = [];

/** Ends all programs that were started, and removes their folders. */
export async function end(): Promise<void> {
  for (const close of closes.splice(0).reverse()) await close();
}

/** A new folder with these files. It is removed at the end. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "studio-"));
  closes.push(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The variables of a program that works in a folder: nothing of the user's own. */
export function envOf(folder: string): NodeJS.ProcessEnv {
  const home = (name: string) => join(folder, "home", name);
  return {
    ...process.env,
    CUEBOOK_CACHE: home("cache"),
    CUEBOOK_CONFIG: home("config.yaml"),
    CUEBOOK_SESSIONS: home("sessions"),
    CUEBOOK_VOICES: home("voices"),
  };
}

/** The program as it serves a folder. */
export class Program {
  #cookie = "";

  private constructor(
    readonly folder: string,
    readonly address: string,
    readonly child: ChildProcess,
  ) {}

  /** Starts the program with its own cache and configuration. `what` is a script of the folder; `port` is free for 0. */
  static async start(folder: string, what = ".", port = 0): Promise<Program> {
    const args = ["studio", what, "--no-open", "--stand-in", "--port", String(port)];
    const child = spawn(PROGRAM!, args, { cwd: folder, env: envOf(folder), stdio: ["ignore", "pipe", "pipe"] });
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      const hear = (words: Buffer) => {
        said += words;
        const found = /https?:\/\/\S+/.exec(said);
        if (found) resolve(found[0]);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.on("exit", () => reject(new Error(said)));
    });
    const program = new Program(folder, address, child);
    closes.push(() => program.stop());
    const first = await fetch(address, { redirect: "manual" });
    program.#cookie = first.headers.get("set-cookie")!.split(";")[0]!;
    return program;
  }

  get origin(): string {
    return new URL(this.address).origin;
  }

  /** Ends the program, politely or at once. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.on("exit", resolve));
    this.child.kill(signal);
    await ended;
  }

  /** Sends a request as the page does. The body is JSON, or a file. */
  async ask<T>(path: string, body?: unknown): Promise<{ status: number; answer: T }> {
    const is = body instanceof Uint8Array ? "application/octet-stream" : "application/json";
    const headers = { Cookie: this.#cookie, Origin: this.origin, "Content-Type": is };
    const sent = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
    const asked = body === undefined ? { headers } : { method: "POST", headers, body: sent };
    const response = await fetch(this.origin + path, asked);
    return { status: response.status, answer: (await response.json()) as T };
  }

  async show(): Promise<Show> {
    return (await this.ask<Show>("/api/show")).answer;
  }

  edit(revision: string, gesture: Gesture | { do: string }): Promise<{ status: number; answer: Done }> {
    return this.ask<Done>("/api/edit", { revision, gesture });
  }

  /** Hears the socket of a page. */
  listen(said: (message: Said) => void): Promise<void> {
    const headers = { Cookie: this.#cookie, Origin: this.origin };
    const socket = new WebSocket(`${this.origin.replace("http", "ws")}/api/socket`, { headers });
    closes.push(async () => socket.terminate());
    socket.on("message", (data, isBinary) => isBinary || said(JSON.parse(String(data)) as Said));
    socket.on("error", () => {});
    return new Promise((resolve) => socket.on("open", () => resolve()));
  }
}

/** The answer to a gesture, or why it is refused. */
export interface Done {
  readonly revision: string;
  readonly step: string | null;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface Studio {
  readonly page: Page;
  readonly program: Program;
  readonly folder: string;
  readonly faults: string[];
}

/** Opens a page of a program. */
export async function openPage(program: Program, context: BrowserContextOptions = {}): Promise<Studio> {
  const tab = await (
    await launch()
  ).newContext({ viewport: { width: 1440, height: 1000 }, permissions: ["microphone"], ...context });
  closes.push(() => tab.close());
  const page = await tab.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  if (process.env.PAGE === "dist") await page.route(/\.(js|css)$/, asBuilt);
  await page.goto(program.address);
  return { page, program, folder: program.folder, faults };
}

/** Answers with the page as it is built now: `PAGE=dist` tries a change of the page without building the program. */
function asBuilt(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  return route.fulfill({ path: join("dist", pathname), headers: { "Cross-Origin-Embedder-Policy": "require-corp" } });
}

/** Starts the studio on a folder with these files, and opens its page. */
export async function openStudio(
  files: Readonly<Record<string, string>> = {},
  what = ".",
  context: BrowserContextOptions = {},
): Promise<Studio> {
  return openPage(await Program.start(await folderWith(files), what), context);
}

/** The bytes of a file of the folder, as text. */
export const fileOf = (studio: { readonly folder: string }, name: string) =>
  readFile(join(studio.folder, name), "utf8");

/** A copy of a folder. It is removed at the end. */
export async function copyOf(folder: string): Promise<string> {
  const other = await folderWith();
  await cp(folder, other, { recursive: true });
  return other;
}
