// Drags a mark over the text. A line shows where it would fall; near an edge the text scrolls.

import type { Spot } from "../../model/marks.ts";
import type { Words } from "../../model/words.ts";
import { closeCard } from "../../state/view.ts";
import { nearest, offsetAt, rangesOf } from "./places.ts";

/** A press that moves less than this is a click. */
const STILL = 5;
const EDGE = 48;

export function drag(down: PointerEvent, words: Words, drop: (place: Spot) => void): void {
  const mark = down.currentTarget as HTMLElement;
  const scroller = mark.closest<HTMLElement>(".text")!;
  if (down.button !== 0) return;
  const line = document.createElement("div");
  line.className = "drop-line";
  let place: Spot | null = null;
  let moving = false;

  const move = (event: PointerEvent) => {
    if (!moving && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < STILL) return;
    if (!moving) begin();
    scrollNear(scroller, event.clientY);
    const offset = offsetAt(event.clientX, event.clientY);
    place = offset === null ? place : nearest(words, offset);
    if (place) show(line, scroller, words, place);
  };
  const begin = () => {
    moving = true;
    // It would cover the words below it.
    closeCard();
    mark.setPointerCapture(down.pointerId);
    mark.classList.add("dragged");
    document.body.append(line);
  };
  const end = (event: PointerEvent) => {
    for (const [name, heard] of Object.entries(listeners)) mark.removeEventListener(name, heard as EventListener);
    document.removeEventListener("keydown", escape);
    mark.classList.remove("dragged");
    line.remove();
    if (!moving) return;
    mark.addEventListener("click", (click) => click.stopImmediatePropagation(), { once: true, capture: true });
    if (event.type === "pointerup" && place) drop(place);
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === "Escape") end(new PointerEvent("pointercancel"));
  };
  const listeners = { pointermove: move, pointerup: end, pointercancel: end };
  for (const [name, heard] of Object.entries(listeners)) mark.addEventListener(name, heard as EventListener);
  document.addEventListener("keydown", escape);
}

function show(line: HTMLElement, root: HTMLElement, words: Words, place: Spot): void {
  const [from, to] = [words.start(place.word), words.end(place.word)];
  const rects = rangesOf(root, from, to)[0]?.getClientRects();
  const rect = place.edge === "start" ? rects?.[0] : rects?.[rects.length - 1];
  if (!rect) return;
  line.style.transform = `translate(${place.edge === "start" ? rect.left - 2 : rect.right}px, ${rect.top}px)`;
  line.style.height = `${rect.height}px`;
}

function scrollNear(scroller: HTMLElement, y: number): void {
  const box = scroller.getBoundingClientRect();
  if (y < box.top + EDGE) scroller.scrollTop -= 12;
  else if (y > box.bottom - EDGE) scroller.scrollTop += 12;
}
