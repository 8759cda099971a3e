// A value that the hand holds: what arrives from the server does not take it back while steps are under way.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/**
 * The value in the hand, and what keeps it. Steps that follow each other fast are answered late: an older answer must not
 * move the hand. When all are answered, the value is that of the show, also after a refusal.
 */
export function useHeld<T>(value: T, set: (value: T) => unknown): readonly [Signal<T>, () => Promise<void>] {
  const now = useSignal(value);
  const newest = useRef(value);
  const waiting = useRef(0);
  newest.current = value;
  useEffect(() => {
    if (waiting.current === 0) now.value = value;
  }, [value]);
  const keep = async () => {
    waiting.current++;
    await set(now.value);
    waiting.current--;
    // In the next frame the page has what the answer brought.
    requestAnimationFrame(() => {
      if (waiting.current === 0) now.value = newest.current;
    });
  };
  return [now, keep];
}
