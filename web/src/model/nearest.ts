// The box of the map to which an arrow key goes.

export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The nearest box in the direction of a key; one that is straight on is nearer. Null if there is none. */
export function nearest(boxes: readonly Spot[], from: string, key: string): string | null {
  const way = WAYS[key];
  const start = boxes.find((box) => box.id === from);
  if (!way || !start) return null;
  let best: { id: string; far: number } | null = null;
  for (const box of boxes) {
    if (box === start) continue;
    const [dx, dy] = [box.x - start.x, box.y - start.y];
    const along = dx * way[0] + dy * way[1];
    const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (along <= 1 || (way[0] === 0 && across > along && across > 1)) continue;
    const far = along + 1.5 * across;
    if (!best || far < best.far) best = { id: box.id, far };
  }
  return best?.id ?? null;
}
