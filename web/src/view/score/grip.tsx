// The upper edge of the score, by which its height is set.

import type { Signal } from "@preact/signals";

const LEAST = 90;
const most = () => Math.round(innerHeight * 0.7);

export function Grip({ height }: { height: Signal<number> }) {
  const set = (value: number) => (height.value = Math.max(LEAST, Math.min(most(), value)));
  return (
    <div
      class="grip"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the score"
      tabIndex={0}
      aria-valuemin={LEAST}
      aria-valuemax={most()}
      aria-valuenow={height.value}
      onKeyDown={(event) => {
        const by = event.key === "ArrowUp" ? 24 : event.key === "ArrowDown" ? -24 : 0;
        if (by === 0) return;
        event.preventDefault();
        set(height.value + by);
      }}
      onPointerDown={(event) => {
        const grip = event.currentTarget;
        const bottom = event.clientY + height.value;
        grip.setPointerCapture(event.pointerId);
        grip.onpointermove = (moved) => set(bottom - moved.clientY);
        grip.onpointerup = () => (grip.onpointermove = null);
      }}
    />
  );
}
