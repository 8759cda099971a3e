import { signal } from "@preact/signals";

/** The part of the script that the script pane shows next, in UTF-16 offsets. */
export const scriptPlace = signal<readonly [number, number] | null>(null);
