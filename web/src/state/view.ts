// What the user looks at: selected words, the open pane, the card, the help.

import { computed, signal } from "@preact/signals";
import type { CueKind } from "../link/protocol.ts";
import { range, type Selection, single } from "../model/selection.ts";

export type Pane = "sounds" | "cast" | "script" | "map" | "problems";

export const selection = signal<Selection>(single(0));
export const picked = computed(() => range(selection.value));

/** What has an open card: the selected words, or a thing of the script by its id. */
export type Opened = { readonly kind: "words" } | { readonly kind: "cue" | "scene" | "choice"; readonly id: string };

/** One card is open at a time. */
export const opened = signal<Opened | null>(null);

export const openWords = () => (opened.value = { kind: "words" });
export const openThing = (kind: "cue" | "scene" | "choice", id: string) => (opened.value = { kind, id });
export const closeCard = () => (opened.value = null);

/** Whether the card of this thing is open. */
export function isOpen(kind: "cue" | "scene" | "choice", id: string): boolean {
  const now = opened.value;
  return now !== null && now.kind === kind && now.id === id;
}
/** A narrow page begins with the text alone. */
export const pane = signal<Pane | null>(matchMedia("(max-width: 68.75em)").matches ? null : "sounds");
export const help = signal(false);
/** Whether the user is asked for the forms to publish. */
export const publishing = signal(false);
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
