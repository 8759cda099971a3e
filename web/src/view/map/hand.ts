// The hand on the map: a drag moves it, the wheel moves and scales it, two fingers scale it.

import { moved, pan, zoom } from "./camera.ts";

const STEP = 1.0018;

/** Listens on the canvas, and returns what ends it. */
export function hold(canvas: HTMLElement): () => void {
  const fingers = new Map<number, PointerEvent>();
  const down = (event: PointerEvent) => {
    if (event.button > 1 || (event.target as Element).closest("button, .port, .hit, .overview")) return;
    fingers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
    canvas.classList.add("held");
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    moved.by = true;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const far = (one: PointerEvent) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const box = canvas.getBoundingClientRect();
      const x = (event.clientX + other.clientX) / 2 - box.left;
      const y = (event.clientY + other.clientY) / 2 - box.top;
      zoom(far(event) / Math.max(1, far(before)), x, y);
      pan((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2);
    } else {
      pan(event.clientX - before.clientX, event.clientY - before.clientY);
    }
    fingers.set(event.pointerId, event);
  };
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0) canvas.classList.remove("held");
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    moved.by = true;
    const box = canvas.getBoundingClientRect();
    const rows = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey)
      return zoom(STEP ** (-3 * rows * event.deltaY), event.clientX - box.left, event.clientY - box.top);
    const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    pan(-dx * rows, -dy * rows);
  };
  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("wheel", wheel, { passive: false });
  return () => {
    canvas.removeEventListener("pointerdown", down);
    canvas.removeEventListener("pointermove", move);
    canvas.removeEventListener("pointerup", up);
    canvas.removeEventListener("pointercancel", up);
    canvas.removeEventListener("wheel", wheel);
  };
}
