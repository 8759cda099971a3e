// The score: lanes of speech and sounds over time.

import { signal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { lanesOf } from "../../model/lanes.ts";
import { fit, type Scale, toFrame, toX, within, zoom } from "../../model/scale.ts";
import { inkClass } from "../../look/colours.ts";
import { inks, show, timeline } from "../../state/document.ts";
import { at, loop, made, meters, playing, repeatFrames } from "../../state/playing.ts";
import { findings, measure, measuring } from "../../state/report.ts";
import { picked } from "../../state/view.ts";
import { Channel } from "../panes/cast.tsx";
import { Icon } from "../icons.tsx";
import { Grip } from "./grip.tsx";
import { clock } from "../../model/time.ts";
import { Bar } from "../meters.tsx";
import { envelope, gainAt, share } from "./envelope.ts";
import { type Placed, placed, rowTop, rulerHeight } from "./layout.ts";
import { colours, paintLanes, type Paper, paintRuler, sheet } from "./paint.ts";
import { arrived } from "./blocks.ts";
import { begin, type Hint } from "./dragging.ts";
import { addPoint, describe, goTo, type Hold, openAt, type Under, under } from "./pointer.ts";

const height = signal(Math.round(Math.max(200, innerHeight * 0.28)));
const width = signal(600);
const scale = signal<Scale | null>(null);

const frames = () => timeline.value?.frames ?? 1;
const now = () => scale.value ?? fit(frames(), width.value);
const move = (next: Scale) => (scale.value = within(next, frames(), width.value));
const zoomBy = (factor: number, x = width.value / 2) => (scale.value = zoom(now(), factor, x, frames(), width.value));

export function Score() {
  const places = useComputed(() =>
    show.value && timeline.value ? placed(lanesOf(show.value, timeline.value), height.value - rulerHeight() - 4) : [],
  );
  return (
    <section class="score" aria-label="Score" style={{ height: `${height.value}px` }}>
      <Grip height={height} />
      <div
        class="score-body"
        tabIndex={0}
        role="region"
        aria-label="Lanes. Plus and minus zoom, arrows move"
        onKeyDown={press}
        onWheel={wheel}
      >
        <Heads places={places.value} />
        <Sheets places={places.value} />
      </div>
    </section>
  );
}

function Heads({ places }: { places: readonly Placed[] }) {
  return (
    <div class="heads">
      <div class="head tools" style={{ height: `${rulerHeight()}px` }}>
        <button class="tiny" aria-label="Zoom out" title="Zoom out (−)" onClick={() => zoomBy(2)}>
          −
        </button>
        <button class="tiny" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoomBy(0.5)}>
          +
        </button>
        <button class="tiny wide" title="Show the whole show" onClick={() => (scale.value = null)}>
          all
        </button>
        <button
          class="tiny wide measure"
          disabled={measuring.value}
          title="Measure how far every line is above the sounds around it; unclear stretches get a colour"
          onClick={() => void measure()}
        >
          {measuring.value ? "…" : "check"}
        </button>
      </div>
      {places.map(({ lane, height: tall }) => (
        <div
          key={lane.channel}
          class={`head ${inkClass(lane.kind === "role" ? inks.value.get(lane.name) : null)}`}
          style={{ height: `${tall}px` }}
        >
          {lane.kind !== "role" && lane.kind !== "hush" && <Icon name={lane.kind} />}
          <span>{lane.name}</span>
          <Level channel={lane.channel} />
          <Channel channel={lane.channel} label={lane.name} />
        </div>
      ))}
    </div>
  );
}

// The level of a bus beside its name, while the show plays.
function Level({ channel }: { channel: string }) {
  const bus = channel.startsWith("bus:") ? channel.slice(4) : null;
  const peaks = bus && playing.value ? meters.value?.buses[bus] : undefined;
  return bus ? <Bar peak={Math.max(...(peaks ?? [0]))} /> : null;
}

function Sheets({ places }: { places: readonly Placed[] }) {
  const view = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLCanvasElement>(null);
  const ruler = useRef<HTMLCanvasElement>(null);
  const theme = useSignal(0);
  const hint = useSignal<Hint | null>(null);
  const total = places.reduce((sum, place) => sum + place.height, 0);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => (width.value = Math.max(50, view.current!.clientWidth)));
    observer.observe(view.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const turn = () => theme.value++;
    dark.addEventListener("change", turn);
    return () => dark.removeEventListener("change", turn);
  }, []);
  useSignalEffect(() => {
    void [theme.value, arrived.value];
    const paper = paperOf(Math.max(total, 1));
    if (!paper) return;
    const frame = requestAnimationFrame(() => {
      const colour = colours();
      paintRuler(sheet(ruler.current!, paper.width, rulerHeight()), paper, colour);
      paintLanes(sheet(lanes.current!, paper.width, paper.height), paper, placesNow.current, colour);
    });
    return () => cancelAnimationFrame(frame);
  });
  const placesNow = useRef(places);
  placesNow.current = places;

  return (
    <div class="sheets" ref={view}>
      <canvas
        class="ruler"
        ref={ruler}
        style={{ height: `${rulerHeight()}px` }}
        aria-hidden="true"
        onPointerDown={(event) => event.button === 0 && stretch(event, (next) => (hint.value = next))}
      />
      <canvas
        class="lanes"
        ref={lanes}
        style={{ height: `${total}px` }}
        role="img"
        aria-label={`${places.length} lanes: ${places.map((place) => place.lane.name).join(", ")}`}
        onPointerDown={(event) => begin(event, places, now, (next) => (hint.value = next))}
        onPointerMove={(event) => hover(event, places, (next) => (hint.value = next))}
        onPointerLeave={() => (hint.value = null)}
        onDblClick={(event) => {
          const found = under(places, now(), event.offsetX, event.offsetY);
          const lasts = found?.place.lane.kind === "bed" || found?.place.lane.kind === "music";
          if (found && lasts && found.hold === "level" && nearLine(found, event.offsetX, event.offsetY))
            addPoint(found, now(), event.offsetX);
          else if (found && typeof found.hold !== "object") openAt(found);
        }}
      />
      <Bands />
      <Playhead />
      {hint.value && (
        <>
          {hint.value.line !== null && <div class="snap" style={{ transform: `translateX(${hint.value.line}px)` }} />}
          <div
            class="hint"
            style={{
              transform: `translate(${Math.min(hint.value.x + 12, width.value - 180)}px, ${hint.value.y + rulerHeight() + 14}px)`,
            }}
          >
            {hint.value.words}
          </div>
        </>
      )}
    </div>
  );
}

function paperOf(tall: number): Paper | null {
  const [a, times] = [show.value, timeline.value];
  if (!a || !times) return null;
  return {
    show: a,
    times,
    scale: now(),
    width: width.value,
    height: tall,
    inks: inks.value,
    findings: findings.value,
    made: made.value[0],
  };
}

// The selected words and the loop lie over the lanes, so that the lanes are not drawn again with each step of the cursor.
function Bands() {
  const times = timeline.value?.words;
  const [from, end] = picked.value;
  return (
    <>
      {times && <Band look="picked" from={times[2 * from] ?? 0} end={times[2 * end - 1] ?? 0} />}
      {loop.value && <Band look="looped" from={loop.value[0]} end={loop.value[1]} />}
    </>
  );
}

function Band({ look, from, end }: { look: string; from: number; end: number }) {
  const [left, right] = [Math.max(0, toX(now(), from)), Math.min(width.value, toX(now(), end))];
  return right < left ? null : (
    <div
      class={`band ${look}`}
      style={{ transform: `translateX(${left}px)`, width: `${Math.max(1, right - left)}px` }}
    />
  );
}

// Drawn apart from the lanes, because it moves with every block of sound. The lanes turn a page when it leaves them.
function Playhead() {
  useSignalEffect(() => {
    if (!playing.value) return;
    const x = toX(now(), at.value);
    if (x < 0 || x > width.value * 0.96) move({ ...now(), start: at.value - width.value * 0.06 * now().perPixel });
  });
  const x = toX(now(), at.value);
  return x < 0 || x > width.value ? null : <div class="playhead" style={{ transform: `translateX(${x}px)` }} />;
}

function hover(event: PointerEvent, places: readonly Placed[], say: (hint: Hint | null) => void): void {
  if (event.buttons !== 0) return;
  const found = under(places, now(), event.offsetX, event.offsetY);
  (event.currentTarget as HTMLElement).style.cursor = cursorOf(found?.hold ?? null);
  say(found && { x: event.offsetX, y: event.offsetY, words: describe(found), line: null });
}

function cursorOf(hold: Hold | null): string {
  if (hold === "level") return "ns-resize";
  if (hold && typeof hold === "object") return "move";
  return hold ? "ew-resize" : "pointer";
}

// Near the line of its level a double click adds a point; elsewhere it opens the card.
function nearLine({ place, item }: Under, x: number, y: number): boolean {
  const line = envelope(show.value!.cues[item.index]!, item.start, item.end, timeline.value!);
  const gain = gainAt(line, toFrame(now(), x));
  return Math.abs(rowTop(place, item.row) + 1 + (place.row - 2) * (1 - share(gain)) - y) <= 6;
}

// A press on the ruler goes there; a drag repeats the stretch.
function stretch(down: PointerEvent, say: (hint: Hint | null) => void): void {
  const ruler = down.currentTarget as HTMLElement;
  const from = toFrame(now(), down.offsetX);
  let end: number | null = null;
  ruler.setPointerCapture(down.pointerId);
  ruler.onpointermove = (event) => {
    if (end === null && Math.abs(event.offsetX - down.offsetX) < 5) return;
    end = toFrame(now(), event.offsetX);
    const [a, b] = [Math.min(from, end), Math.max(from, end)];
    loop.value = [a, b];
    say({ x: event.offsetX, y: 0, words: `repeat ${clock(a)} – ${clock(b)}`, line: null });
  };
  ruler.onpointerup = ruler.onpointercancel = (event) => {
    ruler.onpointermove = ruler.onpointerup = ruler.onpointercancel = null;
    say(null);
    if (event.type === "pointercancel") return;
    if (end === null) goTo(from, null);
    else void repeatFrames(Math.max(0, Math.min(from, end)), Math.max(from, end));
  };
}

function wheel(event: WheelEvent): void {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoomBy(2 ** (event.deltaY / 200), event.offsetX);
    return;
  }
  const aside = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
  if (aside === 0) return;
  event.preventDefault();
  move({ ...now(), start: now().start + aside * now().perPixel });
}

function press(event: KeyboardEvent): void {
  if (event.target !== event.currentTarget) return;
  const step = width.value * 0.2 * now().perPixel;
  const done: Readonly<Record<string, () => void>> = {
    "+": () => zoomBy(0.5),
    "=": () => zoomBy(0.5),
    "-": () => zoomBy(2),
    ArrowLeft: () => move({ ...now(), start: now().start - step }),
    ArrowRight: () => move({ ...now(), start: now().start + step }),
    Home: () => move({ ...now(), start: 0 }),
    End: () => move({ ...now(), start: frames() }),
  };
  const act = done[event.key];
  if (!act || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
