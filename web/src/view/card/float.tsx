// A card that floats beside words of the text and stays on the screen.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { boxes } from "../text/places.ts";

const AWAY = 10;

// Whether the hand is at the keys: a card that they open takes the cursor.
let byKeys = false;
addEventListener("keydown", () => (byKeys = true), true);
addEventListener("pointerdown", () => (byKeys = false), true);

interface FloatProps {
  readonly label: string;
  /** The offsets of the words, which the card must not cover. */
  readonly from: number;
  readonly to: number;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

export function Float({ label, from, to, close, children }: FloatProps) {
  const card = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const text = document.querySelector<HTMLElement>(".text")!;
    const move = () => place(card.current!, text, from, to);
    move();
    text.addEventListener("scroll", move, { passive: true });
    addEventListener("resize", move);
    const observer = new ResizeObserver(move);
    observer.observe(card.current!);
    return () => {
      text.removeEventListener("scroll", move);
      removeEventListener("resize", move);
      observer.disconnect();
    };
  }, [from, to]);
  useLayoutEffect(() => {
    const goal = (before.current = document.activeElement as HTMLElement | null);
    if (byKeys && !card.current?.contains(goal)) card.current?.focus({ preventScroll: true });
    return () => {
      if (card.current?.contains(document.activeElement)) goal?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      class="card"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      ref={card}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        const goal = before.current?.matches(".mark, .scene button") ? before.current : null;
        close();
        const text = document.querySelector<HTMLElement>(".text");
        (goal?.isConnected ? goal : text)?.focus({ preventScroll: true });
      }}
    >
      {children}
    </div>
  );
}

// Below the words if there is room, else above them, else where most room is.
function place(card: HTMLElement, text: HTMLElement, from: number, to: number): void {
  const words = boxes(text, from, to);
  card.classList.toggle("out", !words);
  if (!words) return;
  const view = text.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const under = words.last.bottom + AWAY;
  const above = words.first.top - AWAY - height;
  const free = under + height <= innerHeight - AWAY ? under : above >= view.top ? above : innerHeight - AWAY - height;
  const left = Math.max(AWAY, Math.min(words.last.left - 40, innerWidth - width - AWAY, view.right - width - AWAY));
  card.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(AWAY, free))}px)`;
}
