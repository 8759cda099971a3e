// Captures what the page plays, and compares it with the rendered file.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { PROGRAM } from "./program.ts";

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
  await promisify(execFile)(PROGRAM!, ["render", script, "--stand-in", "--bits", "32f", "-o", file], { cwd: folder });
  const wav = await readFile(file);
  await rm(out, { recursive: true });
  const data = wav.indexOf("data") + 8;
  return floats(wav.subarray(data)).filter((_, at) => at % 2 === 0);
}

/** The longest part of `heard` that is in `whole`, sample for sample: how many frames, and where it begins in `whole`. */
export function longestIn(heard: Float32Array, whole: Float32Array): { frames: number; at: number } {
  const places = new Map<number, number[]>();
  whole.forEach((sample, at) => {
    if (sample !== 0) places.set(sample, [...(places.get(sample) ?? []), at]);
  });
  let best = { frames: 0, at: 0 };
  for (let from = 0; from < heard.length; from += 64) {
    let longest = 0;
    for (const at of places.get(heard[from]!) ?? []) {
      let frames = 0;
      while (from + frames < heard.length && heard[from + frames] === whole[at + frames]) frames++;
      if (frames > best.frames) best = { frames, at };
      longest = Math.max(longest, frames);
    }
    from += Math.floor(longest / 64) * 64;
  }
  return best;
}
