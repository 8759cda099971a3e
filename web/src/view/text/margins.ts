// Puts names and brackets beside the words that they belong to, after the browser has broken the rows.

import { rangesOf } from "./places.ts";

const GAP = 2;
/** The height of the name of a bed. */
const NAME = 15;

const waiting = new Set<HTMLElement>();

/** Notes that a paragraph is drawn anew; `layOutAll` follows when all are. */
export function wantsLayout(row: HTMLElement): void {
  waiting.add(row);
}

/** Lays out the margins of new paragraphs. All reading is done before all writing, so the browser lays out once. */
export function layOutAll(): void {
  const write = [...waiting].filter((row) => row.isConnected).map(layOut);
  waiting.clear();
  for (const each of write) each();
}

// Measures one paragraph and returns what moves its margins.
function layOut(row: HTMLElement): () => void {
  const prose = row.querySelector<HTMLElement>(".prose")!;
  const top = prose.getBoundingClientRect().top;
  const notes = [...prose.querySelectorAll<HTMLElement>(".note")];
  const places = notes.map((note) => {
    const said = prose.querySelector(`[data-line="${note.dataset.note}"]`);
    return { top: (said?.getClientRects()[0]?.top ?? top) - top, height: note.offsetHeight };
  });
  const brackets = [...prose.querySelectorAll<HTMLElement>(".bracket")];
  const sides = brackets.map((bracket) => ({
    from: bracket.dataset.fromWord === undefined ? null : edge(prose, Number(bracket.dataset.fromWord), top, "top"),
    until:
      bracket.dataset.untilWord === undefined
        ? null
        : edge(prose, Number(bracket.dataset.untilWord) - 1, top, "bottom"),
  }));
  const height = prose.offsetHeight;

  return () => {
    let free = 0;
    notes.forEach((note, at) => {
      const y = Math.max(free, places[at]!.top);
      note.style.transform = `translateY(${y}px)`;
      free = y + places[at]!.height + GAP;
    });
    prose.style.minHeight = free > 0 ? `${free}px` : "";
    const taken: number[] = [];
    brackets.forEach((bracket, at) => {
      const side = sides[at]!;
      const name = bracket.querySelector<HTMLElement>(".bracket-name");
      if (name) name.style.marginTop = `${below(taken, side.from ?? 0)}px`;
      bracket.style.top = `${side.from ?? 0}px`;
      bracket.style.bottom = side.until === null ? "0" : `${Math.max(0, height - side.until)}px`;
    });
  };
}

/** How far a name is moved down, so that the names of beds that begin in one row stand below each other. */
export function below(taken: number[], top: number): number {
  let free = top;
  const inWay = () => taken.find((other) => Math.abs(other - free) < NAME);
  for (let other = inWay(); other !== undefined; other = inWay()) free = other + NAME;
  taken.push(free);
  return free - top;
}

function edge(prose: HTMLElement, offset: number, top: number, side: "top" | "bottom"): number | null {
  const rect = rangesOf(prose, offset, offset + 1)[0]?.getClientRects()[0];
  return rect ? rect[side] - top : null;
}
