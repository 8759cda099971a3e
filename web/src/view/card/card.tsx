// The card of the selected words: who speaks them and how, and the sounds to place there.

import { addCue, meant, setWords } from "../../model/gestures.ts";
import { lineOf } from "../../model/words.ts";
import type { CueKind, Settings } from "../../link/protocol.ts";
import { edit, show, words } from "../../state/document.ts";
import { play, repeat } from "../../state/playing.ts";
import { closeCard, openPane, picked, placing } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { speaker } from "../text/row.tsx";
import { Float } from "./float.tsx";
import { Heard, HeardAs, Pauses, Pronounce, Tones, Who } from "./speech.tsx";
import { Take } from "./take.tsx";
import { NewChoice, NewScene } from "./story.tsx";
import { useSignal } from "@preact/signals";

type Part = "speech" | "scene" | "choice";

export function Card() {
  const part = useSignal<Part>("speech");
  const whole = meant(show.value!, picked.value);
  const all = words.value!;
  const line = show.value!.lines[lineOf(show.value!.lines, whole[0])];
  const quote = all.text(...whole).replace(/\s+/g, " ");
  const set = (keys: Settings) => edit(setWords(show.value!, whole, keys));
  return (
    <Float
      label="The selected words"
      from={all.start(picked.value[0])}
      to={all.end(picked.value[1] - 1)}
      close={closeCard}
    >
      <header>
        <p class="quote">{quote}</p>
        <button
          class="plain sign"
          aria-label="Play from here"
          title="Play from here (P)"
          onClick={() => void play(picked.value[0])}
        >
          <Icon name="play" />
        </button>
        <button
          class="plain sign"
          aria-label="Repeat these words"
          title="Repeat these words (L)"
          onClick={() => void repeat(picked.value)}
        >
          <Icon name="loop" />
        </button>
        <button class="plain sign" aria-label="Close" onClick={closeCard}>
          <Icon name="close" />
        </button>
      </header>
      {part.value === "speech" && (
        <>
          <Who line={line} set={set} name={line ? speaker(show.value!, line) : ""} />
          <Tones line={line} set={set} />
          <HeardAs line={line} set={set} />
          <Pauses line={line} set={set} />
          <section>
            <Heard set={set} />
            {line?.dialogue && <Take key={line.id} line={line} set={set} />}
          </section>
          <Pronounce />
        </>
      )}
      {part.value === "scene" && <NewScene word={picked.value[0]} done={closeCard} />}
      {part.value === "choice" && <NewChoice word={picked.value[1] - 1} done={closeCard} />}
      <Place part={part.value} show={(next) => (part.value = next)} />
    </Float>
  );
}

const KINDS: readonly Exclude<CueKind, "hush">[] = ["spot", "bed", "music"];

/** Opens the sounds pane for a cue of this kind at the selected words. */
export function place(kind: Exclude<CueKind, "hush">): void {
  placing.value = kind;
  closeCard();
  openPane("sounds");
}

export function hush(): void {
  closeCard();
  void edit(addCue("hush", "1s", picked.value));
}

function Place({ part, show }: { part: Part; show: (part: Part) => void }) {
  return (
    <footer role="group" aria-label="Place here">
      <h3>Place here</h3>
      <div class="chips">
        {KINDS.map((kind) => (
          <button class="chip" onClick={() => place(kind)}>
            <Icon name={kind} /> {kind}
          </button>
        ))}
        <button class="chip" onClick={hush}>
          <Icon name="hush" /> hush
        </button>
        <button
          class="chip"
          aria-pressed={part === "scene"}
          onClick={() => show(part === "scene" ? "speech" : "scene")}
        >
          <Icon name="scene" /> scene
        </button>
        <button
          class="chip"
          aria-pressed={part === "choice"}
          onClick={() => show(part === "choice" ? "speech" : "choice")}
        >
          <Icon name="choice" /> choice
        </button>
      </div>
    </footer>
  );
}
