// The bar under the text that leads through guesses and lines without a role.

import type { Line } from "../../link/protocol.ts";
import { inkClass } from "../../look/colours.ts";
import { open, unsettled } from "../../model/gestures.ts";
import { over } from "../../model/selection.ts";
import { lineOf } from "../../model/words.ts";
import { edit, inks, narrator, show } from "../../state/document.ts";
import { tell } from "../../state/notices.ts";
import { picked, select, selection } from "../../state/view.ts";

/** The roles with a digit: those that speak most, without the narrator, whose digit is 0. */
export function digits(): string[] {
  const roles = show.value?.roles ?? [];
  return roles
    .filter((role) => !role.narrator)
    .slice(0, 9)
    .map((role) => role.name);
}

/** The line under the cursor. */
export function here(): Line | undefined {
  const lines = show.value?.lines ?? [];
  return lines[lineOf(lines, picked.value[0])];
}

/** Goes to the next line that wants a decision. */
export function next(by: 1 | -1): void {
  const lines = show.value?.lines;
  if (!lines) return;
  const at = unsettled(show.value!, selection.value.head, by);
  if (at < 0) return tell("Every line has its role.");
  select(over(...lines[at]!.words));
}

/** Gives the line under the cursor to a role and goes on to the next one that wants a decision. */
export async function assign(role: string): Promise<void> {
  const line = here();
  if (!line?.dialogue) return;
  const wanted = line.status !== "given";
  if ((await edit({ do: "line", lines: [line.id], set: { by: role } })) && wanted) onward();
}

export async function accept(): Promise<void> {
  const line = here();
  if (line?.status !== "guess") return;
  if (await edit({ do: "settle", lines: [line.id] })) onward();
}

function onward(): void {
  const { guesses, unassigned } = open(show.value!);
  if (guesses + unassigned > 0) next(1);
  else tell("Every line has its speaker now. Space plays the show.");
}

export function Settle() {
  const { guesses, unassigned } = open(show.value!);
  if (guesses + unassigned === 0) return null;
  const line = here();
  const wants = line?.status === "guess" || line?.status === "unassigned";
  return (
    <section class="settle" aria-label="Lines to settle">
      <p class="settle-count">
        <b>{guesses + unassigned}</b> to settle
        <small>
          {[guesses && `${guesses} guessed`, unassigned && `${unassigned} without a role`].filter(Boolean).join(", ")}
        </small>
      </p>
      {wants && <Answers line={line} />}
      <button class="plain" onClick={() => next(1)}>
        Next <kbd>N</kbd>
      </button>
    </section>
  );
}

function Answers({ line }: { line: Line }) {
  const role = show.value!.roles[line.role]?.name ?? "";
  return (
    <div class="answers">
      {line.status === "guess" && (
        <button
          class={`chip yes ${inkClass(inks.value.get(role))}`}
          title={line.reason ?? "A guess of the draft"}
          onClick={() => void accept()}
        >
          <kbd>Y</kbd> {role}
        </button>
      )}
      {digits().map((name, at) =>
        line.status === "guess" && name === role ? null : (
          <button class={`chip ${inkClass(inks.value.get(name))}`} onClick={() => void assign(name)}>
            <kbd>{at + 1}</kbd> {name}
          </button>
        ),
      )}
      <button class="chip" onClick={() => void assign(narrator.value)}>
        <kbd>0</kbd> narrator
      </button>
      {line.reason && <small class="reason">{line.reason}</small>}
    </div>
  );
}
