// The text of the show as a page of a book. Only the paragraphs near the screen are in the document.

import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Heights } from "../../model/heights.ts";
import { inks, marks, show, words } from "../../state/document.ts";
import { loop, playing, spoken, wordAt } from "../../state/playing.ts";
import { openPane, picked, selection, wanted } from "../../state/view.ts";
import { OpenCard } from "../card/open.tsx";
import { dragFile, dropFile, dropped, FileDrop } from "./filedrop.tsx";
import { clearPaint, type Paint, paint } from "./highlights.ts";
import { layOutAll, wantsLayout } from "./margins.ts";
import { press, pressTwice } from "./press.ts";
import { reveal } from "./reveal.ts";
import { Row } from "./row.tsx";
import { Settle } from "./settle.tsx";
import { drawn, type Drawn, estimate } from "./viewport.ts";

const ROW = 31;
const GAP = 22;
/** The text follows the voice again so long after the user has scrolled, in ms. */
const LEAVE = 4_000;

type Root = { readonly current: HTMLDivElement | null };

export function TextView() {
  const root = useRef<HTMLDivElement>(null);
  const all = words.value!;
  const heights = useMemo(() => estimate(all, 620, ROW, GAP), [all]);
  const range = useSignal<Drawn>({ first: 0, end: Math.min(30, all.paragraphs) });
  const rows = useRows(range.value);

  useLayoutEffect(layOutAll);
  useLayoutEffect(() => {
    look();
  }, [heights]);
  const look = () => {
    const element = root.current!;
    const next = drawn(heights, element.scrollTop, element.clientHeight);
    if (next.first !== range.peek().first || next.end !== range.peek().end) range.value = next;
  };
  useMeasured(root, heights, look);
  usePaint(root, range);
  useFollow(root, heights);

  return (
    <section class="text-pane" aria-label="Text">
      <div
        class="text"
        data-revision={show.value!.revision}
        ref={root}
        tabIndex={0}
        role="region"
        aria-label="The text. Arrows go from word to word, Enter opens the card of the selected words"
        onScroll={look}
        onPointerDown={press}
        onDblClick={pressTwice}
        onDragOver={dragFile}
        onDrop={dropFile}
      >
        <div class="column">
          {all.count === 0 && <Nothing />}
          <div class="before" style={{ height: `${heights.top(range.value.first)}px` }} />
          {rows}
          <div class="after" style={{ height: `${heights.total - heights.top(range.value.end)}px` }} />
        </div>
      </div>
      <Settle />
      <OpenCard />
      {dropped.value && <FileDrop file={dropped.value} />}
    </section>
  );
}

// A script with mistakes of form may hide its text.
function Nothing() {
  const errors = show.value!.problems.some((problem) => problem.severity === "error");
  return (
    <section class="nothing">
      <h2>{errors ? "The script cannot be read yet" : "This show has no words yet"}</h2>
      <p>{errors ? "Its mistakes hide the text." : "The script names no text, or an empty one."}</p>
      <div class="chips">
        {errors && (
          <button class="chip" onClick={() => openPane("problems")}>
            Show the problems
          </button>
        )}
        <button class="chip" onClick={() => openPane("script")}>
          Open the script
        </button>
      </div>
    </section>
  );
}

// A paragraph is drawn again only if something in the text has changed: Preact leaves a node that is the same.
function useRows(range: Drawn): VNode[] {
  const props = { show: show.value!, words: words.value!, marks: marks.value!, inks: inks.value };
  const { lines, roles, skipped, scenes, choices } = props.show;
  const parts = [props.words, props.marks, props.inks, lines, roles, skipped, scenes, choices];
  const cache = useMemo(() => new Map<number, VNode>(), parts);
  const rows: VNode[] = [];
  for (let paragraph = range.first; paragraph < range.end; paragraph++) {
    let row = cache.get(paragraph);
    if (!row) cache.set(paragraph, (row = <Row key={paragraph} paragraph={paragraph} {...props} />));
    rows.push(row);
  }
  return rows;
}

// Real heights replace the estimates. The text on the screen does not move.
function useMeasured(root: Root, heights: Heights, look: () => void): void {
  const watch = useMemo(() => {
    const seen = new WeakMap<Element, number>();
    const observer = new ResizeObserver((entries) => {
      const element = root.current;
      if (!element) return;
      let above = 0;
      for (const { target, contentRect } of entries) {
        if (!target.isConnected) continue;
        // In a column of another width the rows break elsewhere.
        if (seen.get(target) !== contentRect.width) wantsLayout(target as HTMLElement);
        seen.set(target, contentRect.width);
        const paragraph = Number((target as HTMLElement).dataset.paragraph);
        const top = heights.top(paragraph);
        const grown = heights.set(paragraph, (target as HTMLElement).offsetHeight);
        if (top < element.scrollTop - 1) above += grown;
      }
      if (above !== 0) element.scrollTop += above;
      layOutAll();
      look();
    });
    return { seen, observer };
  }, [heights]);
  useEffect(() => () => watch.observer.disconnect(), [watch]);
  useLayoutEffect(() => {
    for (const row of root.current!.querySelectorAll(".row")) {
      if (watch.seen.has(row)) continue;
      watch.seen.set(row, row.clientWidth);
      watch.observer.observe(row);
    }
  });
}

// Painting waits for the next frame, when the paragraphs are in the document.
function usePaint(root: Root, range: Signal<Drawn>): void {
  const later = (what: Paint, from: number, end: number) => {
    void [range.value, show.value];
    const frame = requestAnimationFrame(() => {
      const all = words.peek();
      if (!all || !root.current || from < 0 || from >= end) clearPaint(what);
      else paint(root.current, what, all.start(from), all.end(end - 1));
    });
    return () => cancelAnimationFrame(frame);
  };
  useSignalEffect(() => later("picked", ...picked.value));
  useSignalEffect(() => later("spoken", spoken.value, spoken.value + 1));
  useSignalEffect(() => {
    const [from, end] = loop.value ?? [0, 0];
    return loop.value ? later("looped", wordAt(from), wordAt(end - 1) + 1) : later("looped", 0, 0);
  });
}

// Scrolls to the selected words when asked, and along with the voice.
function useFollow(root: Root, heights: Heights): void {
  const touched = useRef(0);
  useEffect(() => {
    const touch = () => (touched.current = performance.now());
    root.current?.addEventListener("wheel", touch, { passive: true });
    root.current?.addEventListener("touchmove", touch, { passive: true });
  }, []);
  useSignalEffect(() => {
    if (wanted.value > 0) reveal(root.current!, heights, words.peek()!, selection.peek().head);
  });
  useSignalEffect(() => {
    const word = spoken.value;
    if (!playing.value || word < 0 || performance.now() - touched.current < LEAVE) return;
    reveal(root.current!, heights, words.peek()!, word, true);
  });
}
