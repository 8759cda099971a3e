// Drags the end of a link to another scene.

import { signal } from "@preact/signals";
import type { Exit, StoryNode } from "../../model/story.ts";
import { camera } from "./camera.ts";
import { lead } from "../story/goal.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Dragged {
  readonly node: StoryNode;
  readonly exit: Exit;
  /** Where it begins, and the pointer, in units of the map. */
  readonly from: Point;
  readonly to: Point;
  /** The goal under the pointer: a scene, `end`, or the mark that it goes on. */
  readonly over: string | null;
}

export const dragged = signal<Dragged | null>(null);

/** How far a press moves before it is a drag. */
const STILL = 4;

/** Begins to drag; `from` is where the link begins on the map. */
export function dragLink(event: PointerEvent, node: StoryNode, exit: Exit, from: Point): void {
  if (event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  const body = (event.target as Element).closest<HTMLElement>(".map-canvas")!;
  const start = { x: event.clientX, y: event.clientY };
  let begun = false;
  const move = (moved: PointerEvent) => {
    begun ||= Math.hypot(moved.clientX - start.x, moved.clientY - start.y) > STILL;
    if (!begun) return;
    const box = body.getBoundingClientRect();
    const { x, y, scale } = camera.value;
    const to = { x: (moved.clientX - box.left - x) / scale, y: (moved.clientY - box.top - y) / scale };
    const goal = document.elementFromPoint(moved.clientX, moved.clientY)?.closest<HTMLElement>("[data-goal]");
    dragged.value = { node, exit, from, to, over: goal?.dataset.goal ?? null };
  };
  const end = (how: "drop" | "leave") => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", leave);
    removeEventListener("keydown", escape, true);
    const over = dragged.value?.over ?? null;
    dragged.value = null;
    const same = over === (exit.to ?? ON_MARK);
    if (how === "drop" && over !== null && !same) void lead(node, exit, over === ON_MARK ? "" : over);
  };
  const drop = () => end("drop");
  const leave = () => end("leave");
  const escape = (pressed: KeyboardEvent) => {
    if (pressed.key !== "Escape") return;
    pressed.stopPropagation();
    leave();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", leave);
  addEventListener("keydown", escape, true);
}

/** The mark of the goal to go on, which no scene has as its id. */
export const ON_MARK = ":on";
