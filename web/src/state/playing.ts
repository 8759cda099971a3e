// Playing: requests to the server, and the place that is heard.

import { batch, computed, signal } from "@preact/signals";
import { api } from "../link/api.ts";
import { socketAddress, Socket } from "../link/socket.ts";
import type { Channel, PlayState, Problem, Question, Said, Say, Walk } from "../link/protocol.ts";
import { Heard } from "../model/heard.ts";
import { chunkOf } from "../sound/feed.ts";
import { AHEAD, Output } from "../sound/output.ts";
import { arrive, greet, loadTimes, show, timeline } from "./document.ts";
import { lost, show as opened, whyLost } from "./document.ts";
import { tell } from "./notices.ts";
import { loadReport, report } from "./report.ts";

export interface Meters {
  readonly buses: Readonly<Record<string, readonly [number, number]>>;
  readonly out: readonly [number, number];
  readonly momentary: number | null;
  readonly integrated: number | null;
}

export const connected = signal(false);
export const state = signal<PlayState>("opening");
export const why = signal("");
/** The frame that is heard. */
export const at = signal(0);
export const loop = signal<readonly [number, number] | null>(null);
export const meters = signal<Meters | null>(null);
export const channels = signal<Readonly<Record<string, Channel>>>({});
export const question = signal<Question | null>(null);
/** Whether the choices have clocks. */
export const timed = signal(true);
/** Where the listener is in an interactive show. */
export const walk = signal<Walk | null>(null);
/** Why the last saved script cannot be played; the one before plays on. */
export const refused = signal<readonly Problem[]>([]);
export const progress = signal<{
  readonly job: string;
  readonly done: number;
  readonly all: number;
  readonly text: string;
} | null>(null);
/** Whether all is made, so that the times of this edition are final. */
const exact = signal(false);
export const estimated = computed(() => timeline.value?.exact === false && !exact.value);
export const made = signal<readonly [number, number]>([0, 0]);

export const playing = computed(() => state.value === "playing" || state.value === "waiting");

/** The word that is spoken at the frame that is heard, or −1 before the first. */
export const spoken = computed(() => wordAt(at.value));

const heard = computed(() => new Heard(timeline.value?.words ?? []));

/** The word that is spoken at a frame, or the last one before it; −1 before the first. */
export const wordAt = (frame: number) => heard.value.at(frame);
/** The side of a word that is nearest to a frame. */
export const snap = (frame: number) => heard.value.snap(frame);

let socket: Socket | null = null;
let output: Promise<Output> | null = null;

const say = (message: Say) => socket?.say(message);

export function connect(): void {
  socket ??= new Socket(socketAddress("/api/socket"), { said, sound, connected: reach });
}

function reach(there: boolean): void {
  if (there && !connected.peek() && output) say({ do: "listen", frames: AHEAD });
  connected.value = there;
  // A program that was started anew does not know this page.
  if (!there) void api.folder().catch((error) => (lost.value = whyLost(error)));
}

function said(message: Said): void {
  switch (message.is) {
    case "hello":
      walk.value = message.walk;
      void greet(message.version, message.revision).then(prepare);
      if (message.revision) void loadReport();
      break;
    case "walk":
      walk.value = message.walk;
      break;
    case "show":
      void arrive(message.version, message.patch);
      if (message.by === "disk") tell(message.step ?? "Another program has changed the show");
      break;
    case "timeline":
      made.value = [message.made, message.all];
      exact.value = message.exact;
      // A piece that is made changes no time of its edition.
      if (message.edition !== timeline.peek()?.edition || show.peek()?.revision !== timeline.peek()?.revision)
        void loadTimes();
      break;
    case "status":
      batch(() => {
        state.value = message.state;
        why.value = message.why;
        loop.value = message.loop;
        if (!output) at.value = message.at;
      });
      break;
    case "meters":
      meters.value = message;
      break;
    case "channels":
      channels.value = message.channels;
      break;
    case "question":
      question.value = message.question;
      break;
    case "error":
      tell([message.message, ...message.help].join(". "), { alarm: true });
      break;
    case "progress":
      progress.value = message;
      break;
    case "message":
      tell(message.text);
      break;
    case "done":
      progress.value = null;
      if (message.job === "measure") {
        void loadReport().then(() => tell(message.error ?? reportWords(), { alarm: message.error !== null }));
        break;
      }
      if (message.error === null) tell(written(message.files), { stays: true });
      else tell(message.error, { alarm: true });
      break;
    case "problems":
      refused.value = message.problems;
      break;
  }
}

// Natural voices take their time: the program begins to speak at once, so that the first line is there when it is wanted.
function prepare(): void {
  const now = show.peek();
  if (now?.playable && now.voices === "natural" && made.peek()[1] === 0) say({ do: "seek", frame: 0 });
}

function reportWords(): string {
  const count = report.peek()?.found.length ?? 0;
  if (count === 0) return "Every line is understood.";
  return count === 1 ? "1 line is hard to understand." : `${count} lines are hard to understand.`;
}

/** The files that were published, with the folder in which they are. */
function written(files: readonly { readonly path: string }[]): string {
  const script = decodeURIComponent(new URL(opened.peek()?.script.uri ?? "file:///").pathname);
  const inside = script.slice(0, -(opened.peek()?.script.path.length ?? 0) - 1);
  return `Written: ${files.map((file) => file.path).join(", ")}. The folder is ${inside}`;
}

function sound(message: ArrayBuffer): void {
  const chunk = chunkOf(message);
  void output?.then((out) => out.play(chunk));
}

// Opens the loudspeaker with the first press of a key or button.
async function listen(): Promise<Output> {
  output ??= Output.open((heard) => {
    if (heard.room > 0) say({ do: "more", frames: heard.room });
    if (heard.at !== null) at.value = heard.at;
  }).then((out) => {
    say({ do: "listen", frames: AHEAD });
    return out;
  });
  const out = await output;
  await out.resume();
  return out;
}

/** Plays on, or from a word or a scene. On a path that does not hear it, another path is taken. */
export async function play(from?: number | { readonly scene: string }): Promise<void> {
  const out = await listen();
  if (from === undefined) return say({ do: "play" });
  out.seek();
  say({ do: "play", ...(typeof from === "number" ? { word: from } : from) });
}

export function pause(): void {
  say({ do: "pause" });
}

export function toggle(): void {
  if (state.value === "stopped") say({ do: "go" });
  else if (playing.value) pause();
  else void play();
}

/** Goes to a word or a frame; a show that plays continues there. */
export async function seek(to: { word: number } | { frame: number }): Promise<void> {
  const frame = "frame" in to ? to.frame : heard.value.start(to.word);
  // A word that is skipped, or on another path, has no time.
  if (frame === undefined && timeline.value) return;
  // A show with mistakes cannot be opened, but its text can be walked through.
  if (!output && opened.peek()?.playable === false) return;
  if (output) (await output).seek();
  if (frame !== undefined) at.value = frame;
  say({ do: "seek", ...to });
}

/** Repeats a stretch of the show. */
export async function repeatFrames(from: number, end: number): Promise<void> {
  await listen();
  await seek({ frame: Math.round(from) });
  say({ do: "loop", frames: [Math.round(from), Math.round(end)] });
  say({ do: "play" });
}

export const resetMeters = () => say({ do: "meters", reset: true });

/** Repeats words, or ends the repeating. */
export async function repeat(words: readonly [number, number] | null): Promise<void> {
  if (!words) return say({ do: "loop" });
  await listen();
  await seek({ word: words[0] });
  say({ do: "loop", words });
  say({ do: "play" });
}

export function setChannel(channel: string, change: Partial<Channel>): void {
  say({ do: "channel", channel, ...change });
}

export function choose(option: number): void {
  if (question.value) say({ do: "choose", question: question.value.number, option });
}

/** Goes back to the last choice, which is asked again. */
export function back(): void {
  say({ do: "back" });
}

export function setClock(on: boolean): void {
  timed.value = on;
  say({ do: "clock", on });
}
