// The mark of a cue or a choice in the text. A cue's mark can be dragged to other words.

import type { Choice, Cue } from "../../link/protocol.ts";
import { moveCue } from "../../model/gestures.ts";
import type { Marks, Spot } from "../../model/marks.ts";
import { gainWords } from "../../model/time.ts";
import type { Words } from "../../model/words.ts";
import { edit } from "../../state/document.ts";
import { isOpen, openThing } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { drag } from "./drag.ts";

interface CueMarkProps {
  readonly cue: Cue;
  readonly end: boolean;
  readonly place: Spot;
  readonly words: Words;
  readonly marks: Marks;
}

export function CueMark({ cue, end, place, words, marks }: CueMarkProps) {
  const bracket = marks.bracketOf(cue.id);
  const other = bracket ? (end ? bracket.from : bracket.until) : null;
  const move = async (to: Spot) => {
    const gesture = moveCue(cue, end, place, to, other);
    if (gesture) await edit(gesture);
  };
  const name = cue.sound ?? (cue.kind === "hush" ? "hush" : cue.id);
  const label = end
    ? `End of ${cue.kind} ${name}`
    : `${cue.kind} ${name}${cue.kind === "hush" ? "" : `, ${gainWords(cue.gain)}`}`;
  return (
    <button
      class={`mark ${cue.kind} at-${place.edge} ${end ? "ending" : ""}`}
      tabIndex={-1}
      data-cue={cue.id}
      data-end={end ? "" : undefined}
      aria-label={label}
      aria-expanded={isOpen("cue", cue.id)}
      title={`${label}. Drag it to other words; Alt with an arrow moves it`}
      onPointerDown={(event) => drag(event, words, (to) => void move(to))}
      onKeyDown={(event) => {
        const to = event.altKey ? neighbour(words, place, event.key) : null;
        if (!to) return;
        event.preventDefault();
        void move(to).then(() => focusMark(cue.id, end));
      }}
      onClick={() => {
        openThing("cue", cue.id);
      }}
    >
      <Icon name={end ? "bed-end" : cue.kind} />
      {!end && <span>{name}</span>}
    </button>
  );
}

/** Everything in the text that has a card. */
export const THINGS = ".text .mark, .text .scene > button";

/** Puts the cursor on a mark of a cue. */
export function focusMark(cue: string, end: boolean): void {
  focusOn(`.text .mark[data-cue="${CSS.escape(cue)}"]${end ? "[data-end]" : ":not([data-end])"}`);
}

/** Puts the cursor on the mark of a cue or a choice, or on the title of a scene. */
export function focusThing(kind: "scene" | "cue" | "choice", id: string): void {
  if (kind === "cue") focusMark(id, false);
  else focusOn(`.text [data-${kind}="${CSS.escape(id)}"]`);
}

// At once, so that the next key finds it, and again if a new drawing took it away.
function focusOn(which: string): void {
  const focus = () => document.querySelector<HTMLElement>(which)?.focus();
  focus();
  requestAnimationFrame(() => {
    if (document.activeElement === document.body || document.activeElement?.matches(".text")) focus();
  });
}

/** The edge of a word before or after a place. */
function neighbour(words: Words, place: Spot, key: string): Spot | null {
  if (key === "ArrowRight") {
    return place.edge === "start"
      ? { word: place.word, edge: "after" }
      : place.word + 1 < words.count
        ? { word: place.word + 1, edge: "start" }
        : null;
  }
  if (key === "ArrowLeft") {
    return place.edge === "after"
      ? { word: place.word, edge: "start" }
      : place.word > 0
        ? { word: place.word - 1, edge: "after" }
        : null;
  }
  return null;
}

export function ChoiceMark({ choice }: { choice: Choice }) {
  const options = choice.options.map((option) => option.words || option.id).join(" / ");
  return (
    <button
      class="mark choice"
      tabIndex={-1}
      data-choice={choice.id}
      aria-expanded={isOpen("choice", choice.id)}
      onClick={() => openThing("choice", choice.id)}
    >
      <Icon name="choice" />
      <span>
        {choice.ask ?? choice.id}: {options}
      </span>
    </button>
  );
}
