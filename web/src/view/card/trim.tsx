// The wave of a recording, with its beginning and its end to drag. The file stays as it is: the line keeps both times.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { api } from "../../link/api.ts";
import { RATE, type Settings } from "../../link/protocol.ts";
import { type Cut, cutOf, moved, takeSettings } from "../../model/cut.ts";
import { useHeld } from "../held.ts";
import { decode } from "../score/peaks.ts";

interface TrimProps {
  readonly file: string;
  readonly cut: readonly [number, number | null] | null;
  readonly set: (keys: Settings) => unknown;
  /** Gets the part that is kept, while it is dragged too. */
  readonly kept: (cut: Cut) => void;
}

const STEP = 512;

export function Trim({ file, cut, set, kept }: TrimProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const peaks = useSignal<Int8Array | null>(null);
  const length = useSignal(0);
  const [start, end] = cut ?? [0, null];
  const whole = useMemo(() => cutOf(cut, length.value), [start, end, length.value]);
  const [now, keep] = useHeld(whole, (value) => set(takeSettings(file, value, length.value)));
  useEffect(() => {
    let gone = false;
    void api.takePeaks(file, STEP).then((wave) => {
      if (gone) return;
      length.value = wave.frames / RATE;
      peaks.value = decode(wave.peaks);
    });
    return () => void (gone = true);
  }, [file]);
  useEffect(() => {
    if (peaks.value) kept(now.value);
  }, [peaks.value, now.value]);
  useEffect(() => {
    if (peaks.value && canvas.current) paint(canvas.current, peaks.value, now.value, length.value);
  });
  if (!peaks.value) return <div class="trim" aria-hidden="true" />;
  const drag = (side: "start" | "end") => (event: { currentTarget: HTMLInputElement }) => {
    now.value = moved(now.value, side, Number(event.currentTarget.value), length.value);
    event.currentTarget.value = String(now.value[side]);
  };
  return (
    <div class="trim">
      <canvas ref={canvas} aria-hidden="true" />
      {(["start", "end"] as const).map((side) => (
        <input
          key={side}
          class={side === "start" ? "from" : "until"}
          type="range"
          min={0}
          max={length.value}
          step={0.01}
          value={now.value[side]}
          aria-label={side === "start" ? "The recording begins" : "The recording ends"}
          aria-valuetext={`${now.value[side].toFixed(2)} s`}
          onInput={drag(side)}
          onChange={() => void keep()}
        />
      ))}
      <small>
        {now.value.start.toFixed(2)} – {now.value.end.toFixed(2)} s of {length.value.toFixed(2)} s
      </small>
    </div>
  );
}

function paint(canvas: HTMLCanvasElement, peaks: Int8Array, cut: Cut, length: number): void {
  const style = getComputedStyle(canvas);
  const dense = devicePixelRatio || 1;
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  Object.assign(canvas, { width: wide * dense, height: high * dense });
  const pen = canvas.getContext("2d")!;
  pen.scale(dense, dense);
  const pairs = peaks.length / 2;
  const highest = peaks.reduce((most, peak) => Math.max(most, Math.abs(peak)), 1);
  pen.fillStyle = style.color;
  for (let x = 0; x < wide; x++) {
    const first = Math.floor((x / wide) * pairs);
    const end = Math.max(first + 1, Math.floor(((x + 1) / wide) * pairs));
    let [low, top] = [0, 0];
    for (let pair = first; pair < Math.min(end, pairs); pair++) {
      low = Math.min(low, peaks[2 * pair]!);
      top = Math.max(top, peaks[2 * pair + 1]!);
    }
    const second = (x / wide) * length;
    pen.globalAlpha = second < cut.start || second > cut.end ? 0.25 : 1;
    const half = (high / 2 - 2) / highest;
    pen.fillRect(x, high / 2 - top * half, 1, Math.max(1, (top - low) * half));
  }
}
