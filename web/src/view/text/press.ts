// The pointer in the text: a click goes to a word, a drag selects words, a double click their line or sentence.

import { over, sentence, single } from "../../model/selection.ts";
import { lineOf } from "../../model/words.ts";
import { show, words } from "../../state/document.ts";
import { seek } from "../../state/playing.ts";
import { closeCard, openWords, picked, select, selection } from "../../state/view.ts";
import { offsetAt } from "./places.ts";

export function press(down: PointerEvent): void {
  const root = down.currentTarget as HTMLElement;
  const all = words.value;
  if (down.button !== 0 || !all || (down.target as Element).closest(".mark, .card")) return;
  const note = (down.target as Element).closest<HTMLElement>(".note");
  if (note) return openLine(Number(note.dataset.note));
  const offset = offsetAt(down.clientX, down.clientY);
  closeCard();
  if (offset === null) return;
  down.preventDefault();
  root.focus({ preventScroll: true });
  const word = all.at(offset);
  if (down.shiftKey) return select({ anchor: selection.value.anchor, head: word }, false);
  select(single(word), false);
  follow(root, down);
}

function follow(root: HTMLElement, down: PointerEvent): void {
  const all = words.value!;
  const move = (event: PointerEvent) => {
    const offset = offsetAt(event.clientX, event.clientY);
    if (offset !== null) select({ anchor: selection.value.anchor, head: all.at(offset) }, false);
  };
  const end = (event: PointerEvent) => {
    root.removeEventListener("pointermove", move);
    root.removeEventListener("pointerup", end);
    root.removeEventListener("pointercancel", end);
    if (event.type === "pointercancel") return;
    const [from, last] = picked.value;
    if (last - from > 1) openWords();
    else void seek({ word: from });
  };
  root.setPointerCapture(down.pointerId);
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
}

/** A double click opens the card of the line or sentence. */
export function pressTwice(event: MouseEvent): void {
  const offset = (event.target as Element).closest(".mark, .note") ? null : offsetAt(event.clientX, event.clientY);
  if (offset === null || !words.value) return;
  select(around(words.value.at(offset)), false);
  openWords();
}

/** Selects a whole line and opens its card. */
export function openLine(line: number): void {
  const [from, end] = show.value!.lines[line]!.words;
  select(over(from, end), false);
  openWords();
}

/** The line of dialogue around a word, or the sentence in narration. */
export function around(word: number) {
  const line = show.value?.lines[lineOf(show.value.lines, word)];
  return line?.dialogue ? over(line.words[0], line.words[1]) : over(...sentence(words.value!, word));
}
