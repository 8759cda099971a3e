// Keeps the script in the editor and the script of the show the same, while both change.
//
// `base` is the script of the server. Typed text that is not confirmed yet is in `sent`, then in `pending`. A change from
// elsewhere is moved behind the typed text, and the typed text behind the change.

import { ChangeSet } from "@codemirror/state";

export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** The one replacement that makes `before` into `after`, or null if they are equal. */
export function difference(before: string, after: string): Replacement | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

export class Sync {
  #base: string;
  #sent: ChangeSet | null = null;
  #pending: ChangeSet | null = null;

  constructor(script: string) {
    this.#base = script;
  }

  /** Whether something is typed that the server does not have. */
  get open(): boolean {
    return this.#sent !== null || this.#pending !== null;
  }

  typed(changes: ChangeSet): void {
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
  }

  /** What to send now: nothing while an answer is awaited. */
  take(): Replacement[] | null {
    if (this.#sent || !this.#pending) return null;
    this.#sent = this.#pending;
    this.#pending = null;
    return replacements(this.#sent);
  }

  /** The server did not take what was sent. It is typed again with the next change. */
  refused(): void {
    if (!this.#sent) return;
    this.#pending = this.#pending ? this.#sent.compose(this.#pending) : this.#sent;
    this.#sent = null;
  }

  /** Takes the script of the server, and returns the changes to make in the editor, or null. */
  arrived(script: string): ChangeSet | null {
    if (this.#sent && applied(this.#base, replacements(this.#sent)) === script) {
      this.#base = script;
      this.#sent = null;
      return null;
    }
    const found = difference(this.#base, script);
    if (!found) return null;
    const remote = ChangeSet.of(found, this.#base.length);
    const local = this.#sent && this.#pending ? this.#sent.compose(this.#pending) : (this.#sent ?? this.#pending);
    this.#base = script;
    this.#sent = null;
    this.#pending = local ? local.map(remote, true) : null;
    return local ? remote.map(local) : remote;
  }
}

/** A text with replacements, whose places are those of the text before. */
function applied(text: string, list: readonly Replacement[]): string {
  let [made, at] = ["", 0];
  for (const { from, to, insert } of list) {
    made += text.slice(at, from) + insert;
    at = to;
  }
  return made + text.slice(at);
}

function replacements(changes: ChangeSet): Replacement[] {
  const list: Replacement[] = [];
  changes.iterChanges((from, to, _fromB, _toB, inserted) => list.push({ from, to, insert: inserted.toString() }));
  return list;
}
