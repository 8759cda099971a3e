// Plays one sound alone: a sample of the library, or a voice. A new one ends the one before.

import { signal } from "@preact/signals";
import { api } from "../link/api.ts";
import { pause, playing } from "../state/playing.ts";

const player = new Audio();
let address = "";

/** The sound that plays alone now, by the name that `hear` or `audition` got. */
export const heardAlone = signal<string | null>(null);

player.onended = () => (heardAlone.value = null);
player.onerror = () => (heardAlone.value = null);

function start(name: string, source: string): void {
  if (playing.value) pause();
  player.src = source;
  heardAlone.value = name;
  void player.play().catch(() => (heardAlone.value = null));
}

/** Plays a sound of the library with settings, `seed` among them. */
export function hear(name: string, settings: Readonly<Record<string, string>>): void {
  start(name, api.sample(name, { length: "8s", ...settings }));
}

/** Plays words or a line in a voice. */
export async function audition(name: string, what: Readonly<Record<string, unknown>>): Promise<void> {
  hearBlob(name, await api.audition(what));
}

/** Plays a file that the page has, such as a fresh recording. */
export function hearBlob(name: string, sound: Blob): void {
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(sound);
  start(name, address);
}

export function silence(): void {
  player.pause();
  heardAlone.value = null;
}
