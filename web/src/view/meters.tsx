// The level of both channels, and the loudness.

import { barOf } from "../model/time.ts";
import { meters, playing } from "../state/playing.ts";

export function Meters() {
  const [left, right] = playing.value ? (meters.value?.out ?? [0, 0]) : [0, 0];
  const loudness = meters.value?.integrated;
  const label = loudness == null ? "Loudness so far: not measured" : `Loudness so far: ${loudness.toFixed(1)} LUFS`;
  return (
    <div class="meters" role="img" aria-label={label} title={label}>
      <Bar peak={left} />
      <Bar peak={right} />
      <span class="lufs">{loudness == null ? "– LUFS" : `${loudness.toFixed(1)} LUFS`}</span>
    </div>
  );
}

export function Bar({ peak }: { peak: number }) {
  return (
    <span class={peak >= 0.99 ? "bar over" : "bar"}>
      <span style={{ transform: `scaleX(${barOf(peak).toFixed(3)})` }} />
    </span>
  );
}
