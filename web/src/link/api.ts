// Requests to the server of the page.

import type {
  Edited,
  Folder,
  Gesture,
  NoShow,
  Paths,
  Problem,
  Show,
  Sound,
  Sounds,
  Timeline,
  Voice,
} from "./protocol.ts";

/** The frames `from..to` of a take, heard from the show's frame `at` on, with the peaks of the whole take. */
export interface PeakPiece {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly peaks: string;
}

/** What became of a text. */
export interface Drafted {
  readonly script: string;
  readonly lines: number;
  readonly sure: number;
  /** The scripts of the other chapters. */
  readonly others: readonly string[];
  /** What the user should know about the text. */
  readonly problems: readonly string[];
}

/** An answer that is not the one asked for, in words for the user. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly help: readonly string[],
    readonly problems: readonly Problem[],
  ) {
    super(message);
  }
}

/** Asks the server. A browser's own words for a server that is not there say little. */
async function ask(address: string, how?: RequestInit): Promise<Response> {
  const response = await fetch(address, how).catch((error: Error) => {
    if (error.name === "AbortError") throw error;
    throw new Error("The program cannot be reached.");
  });
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  const error = body?.error ?? {};
  throw new Refused(
    response.status,
    error.code ?? "failed",
    error.message ?? `the server answers ${response.status}`,
    error.help ?? [],
    error.problems ?? [],
  );
}

async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  return (await ask(address, signal ? { signal } : {})).json();
}

async function post(address: string, body: unknown): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  return ask(address, { method: "POST", headers, body: JSON.stringify(body) });
}

async function upload<T>(address: string, body: Blob): Promise<T> {
  const headers = { "Content-Type": "application/octet-stream" };
  return (await ask(address, { method: "POST", headers, body })).json();
}

const query = (words: Readonly<Record<string, string>>) => new URLSearchParams(words).toString();

export const api = {
  show: () => get<Show | NoShow>("/api/show"),
  paths: () => get<Paths>("/api/paths"),
  timeline: () => get<Timeline>("/api/timeline"),
  folder: () => get<NoShow>("/api/folder").then((answer): Folder => answer.folder),
  open: async (script: string): Promise<Show> => (await post("/api/open", { script })).json(),
  openText: async (text: string): Promise<unknown> => (await post("/api/open", { text })).json(),
  publish: async (to: readonly string[]): Promise<unknown> => post("/api/publish", { to }),
  edit: async (revision: string, gesture: Gesture): Promise<Edited> =>
    (await post("/api/edit", { revision, gesture })).json(),
  step: async (which: "undo" | "redo", revision: string): Promise<Edited> =>
    (await post(`/api/${which}`, { revision })).json(),
  text: (name: string, body: Blob) => upload<Drafted>(`/api/text?${query({ name })}`, body),
  soundFile: (name: string, body: Blob) => upload<{ file: string }>(`/api/sound?${query({ name })}`, body),
  take: (line: string, body: Blob) => upload<{ file: string }>(`/api/take?${query({ line })}`, body),
  sounds: (words: Readonly<Record<string, string>>, signal?: AbortSignal) =>
    get<Sounds>(`/api/sounds?${query(words)}`, signal),
  sound: (name: string) => get<Sound>(`/api/sounds/${path(name)}`),
  sample: (name: string, settings: Readonly<Record<string, string>>) =>
    `/api/sounds/${path(name)}/sample?${query(settings)}`,
  picture: (name: string, settings: Readonly<Record<string, string>>) =>
    `/api/sounds/${path(name)}/picture?${query(settings)}`,
  voices: () => get<{ voices: readonly Voice[] }>("/api/voices").then((answer) => answer.voices),
  audition: async (what: Readonly<Record<string, unknown>>): Promise<Blob> =>
    (await post("/api/audition", what)).blob(),
  peaks: (of: "lines" | "cues", from: number, to: number, step: number) =>
    get<{ step: number; of: readonly { index: number; pieces: readonly PeakPiece[] }[] }>(
      `/api/peaks?${of}=${from}-${to}&step=${step}`,
    ),
};

const path = (name: string) => name.split("/").map(encodeURIComponent).join("/");
