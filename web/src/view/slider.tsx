// A slider with its value in words. It sets when it is let go, so that one drag is one step.

import { useHeld } from "./held.ts";

interface SliderProps {
  readonly label: string;
  readonly about?: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly value: number;
  readonly shown: (value: number) => string;
  readonly set: (value: number) => unknown;
}

export function Slider({ label, about, low, high, step, value, shown, set }: SliderProps) {
  const [now, keep] = useHeld(value, set);
  return (
    <label class="slider" title={about}>
      <span>{label}</span>
      <input
        type="range"
        min={low}
        max={high}
        step={step}
        value={now.value}
        aria-valuetext={shown(now.value)}
        onInput={(event) => (now.value = Number(event.currentTarget.value))}
        onChange={() => void keep()}
      />
      <output>{shown(now.value)}</output>
    </label>
  );
}
