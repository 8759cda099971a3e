// Captures what the page plays, and compares it with the rendered file.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { envOf, PROGRAM } from "./program.ts";

/** From now on, the left channel of all that the page plays is kept. It needs the page to be loaded anew. */
export async function capture(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Float32Array[] = [];
    Object.assign(window, { heard });
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode | AudioParam, ...ends: number[]) {
      if (to instanceof AudioDestinationNode) {
        const tap = new AudioWorkletNode(this.context, "recorder", { numberOfOutputs: 0 });
        tap.port.onmessage = ({ data }) => heard.push(data);
        Reflect.apply(connect, this, [tap]);
      }
      return Reflect.apply(connect, this, [to, ...ends]);
    } as typeof connect;
  });
  await page.reload();
}

/** What was played so far. */
export async function captured(page: Page): Promise<Float32Array> {
  const text = await page.evaluate(async () => {
    const blocks = (window as unknown as { heard: Float32Array<ArrayBuffer>[] }).heard;
    const reader = new FileReader();
    const read = new Promise((done) => (reader.onload = done));
    reader.readAsDataURL(new Blob(blocks));
    await read;
    return (reader.result as string).split(",")[1] ?? "";
  });
  return floats(Buffer.from(text, "base64"));
}

const floats = (bytes: Buffer) => new Float32Array(Uint8Array.from(bytes).buffer, 0, Math.floor(bytes.length / 4));

/** Renders a script and returns the left channel. */
export async function rendered(folder: string, script: string): Promise<Float32Array> {
  const out = await mkdtemp(join(tmpdir(), "rendered-"));
  const file = join(out, "show.wav");
  const args = ["render", script, "--stand-in", "--bits", "32f", "-o", file];
  await promisify(execFile)(PROGRAM!, args, { cwd: folder, env: envOf(folder) });
  const wav = await readFile(file);
  await rm(out, { recursive: true });
  const data = wav.indexOf("data") + 8;
  return floats(wav.subarray(data)).filter((_, at) => at % 2 === 0);
}

/** A shorter part that is the same may be so by chance. */
const LEAST = 512;

/**
 * How many frames of `heard` are those of `whole`, in its order and sample for sample. A busy machine may be late, so
 * there may be silence between two parts.
 */
export function framesIn(heard: Float32Array, whole: Float32Array): number {
  const places = new Map<number, number[]>();
  whole.forEach((sample, at) => {
    if (sample !== 0) places.set(sample, [...(places.get(sample) ?? []), at]);
  });
  let [frames, after] = [0, 0];
  for (let from = 0; from < heard.length; from += 64) {
    let best = { frames: LEAST - 1, at: 0 };
    for (const at of places.get(heard[from]!) ?? []) {
      if (at < after) continue;
      let same = 0;
      while (from + same < heard.length && heard[from + same] === whole[at + same]) same++;
      if (same > best.frames) best = { frames: same, at };
    }
    if (best.frames < LEAST) continue;
    frames += best.frames;
    after = best.at + best.frames;
    from += best.frames - 64;
  }
  return frames;
}
