// The card of a cue: its gain and fades, its sound, hear it, remove it.

import type { Cue, Settings } from "../../link/protocol.ts";
import { gainWords } from "../../model/time.ts";
import { edit, marks, show, words } from "../../state/document.ts";
import { seek } from "../../state/playing.ts";
import { closeCard } from "../../state/view.ts";
import { SelectField } from "../fields.tsx";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";
import { hear } from "../../sound/sample.ts";
import { Float } from "./float.tsx";
import { Head, Remove } from "./head.tsx";
import { Rides } from "./rides.tsx";

export function CueCard({ id }: { id: string }) {
  const at = show.value!.cues.findIndex((cue) => cue.id === id);
  const cue = show.value!.cues[at];
  const place = marks.value!.places[at];
  if (!cue || !place) return null;
  const all = words.value!;
  const set = (keys: Settings) => edit({ do: "set-cue", cues: [cue.id], set: keys });
  const name = cue.sound ?? "A hush";
  return (
    <Float label={`${cue.kind} ${name}`} from={all.start(place.word)} to={all.end(place.word)} close={closeCard}>
      <Head
        icon={cue.kind}
        title={name}
        kind={`${cue.kind === "hush" ? "" : cue.kind} ${cue.id}`}
        look={cue.kind}
        close={closeCard}
      >
        {cue.sound && (
          <button
            class="plain sign"
            aria-label="Hear this sound alone"
            title="Hear this sound alone"
            onClick={() => hear(cue.sound!, {})}
          >
            <Icon name="play" />
          </button>
        )}
      </Head>
      <p class="where">{whereWords(cue, all.text(place.word, place.word + 1))}</p>
      {cue.kind !== "hush" && <Levels cue={cue} set={set} />}
      <Rides cue={cue} />
      <footer>
        <div class="chips">
          <button class="chip" onClick={() => void seek({ word: Math.max(0, place.word - 4) })}>
            <Icon name="play" /> go there
          </button>
          <Remove
            what={name}
            keys="Del"
            remove={() => {
              closeCard();
              void edit({ do: "remove-cue", cues: [cue.id] });
            }}
          />
        </div>
      </footer>
    </Float>
  );
}

function whereWords(cue: Cue, word: string): string {
  const after = "edge" in cue.at && cue.at.edge === "after";
  const offset =
    "offset" in cue.at && cue.at.offset !== 0
      ? `, ${Math.abs(cue.at.offset)} s ${cue.at.offset < 0 ? "earlier" : "later"}`
      : "";
  return `${after ? "after" : "at"} “${word}”${offset}`;
}

// A laugh, a sigh or steps are those of a role: its place, its room, its voice.
function By({ cue, set }: { cue: Cue; set: (keys: Settings) => Promise<unknown> }) {
  return (
    <SelectField beside label="Made by" value={cue.by ?? ""} set={(by) => set({ by: by || null })}>
      <option value="">no role</option>
      {show.value!.roles.map(({ name }) => (
        <option key={name}>{name}</option>
      ))}
    </SelectField>
  );
}

function Levels({ cue, set }: { cue: Cue; set: (keys: Settings) => Promise<unknown> }) {
  const long = cue.kind !== "spot";
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return (
    <section class="sliders" aria-label="Level and fades">
      <Slider
        label="Gain"
        low={-40}
        high={Math.max(12, cue.gain)}
        step={0.5}
        value={cue.gain}
        shown={gainWords}
        set={(value) => set({ gain: `${value}dB` })}
      />
      {long && (
        <Slider
          label="Fade in"
          low={0}
          high={15}
          step={0.1}
          value={cue.fade[0]}
          shown={seconds}
          set={(value) => set({ "fade.in": `${value.toFixed(1)}s` })}
        />
      )}
      {long && (
        <Slider
          label="Fade out"
          low={0}
          high={15}
          step={0.1}
          value={cue.fade[1]}
          shown={seconds}
          set={(value) => set({ "fade.out": `${value.toFixed(1)}s` })}
        />
      )}
      <By cue={cue} set={set} />
    </section>
  );
}
