// What the user looks at: selected words, the open pane, the card, the help.

import { computed, signal } from "@preact/signals";
import type { CueKind } from "../link/protocol.ts";
import { range, type Selection, single } from "../model/selection.ts";

export type Pane = "sounds" | "cast" | "script" | "problems";

export const selection = signal<Selection>(single(0));
export const picked = computed(() => range(selection.value));

/** The cue whose mark has been opened, by its id. */
export const openCue = signal<string | null>(null);
/** Whether the card of the selected words is open. */
export const card = signal(false);
/** A narrow page begins with the text alone. */
export const pane = signal<Pane | null>(matchMedia("(max-width: 1100px)").matches ? null : "sounds");
export const help = signal(false);
export const score = signal(true);
/** The kind of cue that a sound from the sounds pane becomes. */
export const placing = signal<Exclude<CueKind, "hush">>("spot");

/** Counts requests to show the selected words; the text view scrolls to them. */
export const wanted = signal(0);

export function select(next: Selection, scroll = true): void {
  selection.value = next;
  if (scroll) wanted.value++;
}

/** Opens a pane and puts the cursor into its first field: at once if the pane is open, so that no typed letter is lost. */
export function openPane(next: Pane): void {
  const focus = () => document.querySelector<HTMLElement>(".pane [data-first]")?.focus();
  if (pane.value === next) return focus();
  pane.value = next;
  requestAnimationFrame(focus);
}
