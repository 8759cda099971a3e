// Short messages to the user. A new one replaces the last.

import { signal } from "@preact/signals";

export interface Notice {
  readonly text: string;
  /** A message about something that did not work stays until it is closed. */
  readonly alarm: boolean;
  /** Whether it names a step that can be undone. */
  readonly undo: boolean;
}

const SHOWN = 6_000;

export const notice = signal<Notice | null>(null);
/** Words for screen readers alone, such as the word under the cursor. */
export const spokenAloud = signal("");

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something. `stays`: until it is closed, like a message about something that did not work. */
export function tell(text: string, how: { alarm?: boolean; undo?: boolean; stays?: boolean } = {}): void {
  clearTimeout(timer);
  notice.value = { text, alarm: how.alarm ?? false, undo: how.undo ?? false };
  if (!how.alarm && !how.stays) timer = setTimeout(closeNotice, SHOWN);
}

export function closeNotice(): void {
  clearTimeout(timer);
  notice.value = null;
}
