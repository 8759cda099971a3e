// Patches: what makes the page's document the next one of the server. `src/studio/patch.rs` has their form.

import type { Show } from "./protocol.ts";

/** From an index on, so many items are replaced by these. */
type Splice<T> = readonly [at: number, out: number, items: readonly T[]];

export interface Patch {
  readonly from: number;
  readonly to: number;
  /** Keys with their new values. A dot goes into a key. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly lists: Readonly<Record<string, readonly Splice<unknown>[]>>;
  /** One splice, and what is added to all numbers behind it. */
  readonly numbers: Readonly<Record<string, readonly [...Splice<number | null>, shift: number]>>;
  readonly texts: Readonly<Record<string, readonly [at: number, out: number, text: string]>>;
}

type Keys = Record<string, unknown>;

/** Makes the next document. What is not changed is the same object as before. */
export function patched(show: Show, patch: Patch): Show {
  const next: Keys = { ...show, version: patch.to };
  for (const [name, value] of Object.entries(patch.set)) change(next, name, () => value);
  for (const [name, splices] of Object.entries(patch.lists)) {
    change(next, name, (list) => splices.reduce((all, splice) => spliced(all, ...splice), list as readonly unknown[]));
  }
  for (const [name, [at, out, numbers, shift]] of Object.entries(patch.numbers)) {
    change(next, name, (list) => {
      const all = spliced(list as readonly (number | null)[], at, out, numbers);
      const first = at + numbers.length;
      return shift === 0 ? all : all.map((each, index) => (index < first || each === null ? each : each + shift));
    });
  }
  for (const [name, [at, out, text]] of Object.entries(patch.texts)) {
    change(next, name, (old) => (old as string).slice(0, at) + text + (old as string).slice(at + out));
  }
  return next as unknown as Show;
}

function spliced<T>(list: readonly T[], at: number, out: number, items: readonly T[]): readonly T[] {
  return list.slice(0, at).concat(items, list.slice(at + out));
}

// An inner mapping is copied, so that the document before keeps its own.
function change(within: Keys, name: string, make: (old: unknown) => unknown): void {
  const [first, rest] = name.split(".", 2) as [string, string | undefined];
  if (rest === undefined) {
    within[first] = make(within[first]);
    return;
  }
  const inner = { ...(within[first] as Keys) };
  inner[rest] = make(inner[rest]);
  within[first] = inner;
}
