// The rides of a bed or music: where its level changes, to what, and how slowly.

import type { Cue, Gesture } from "../../link/protocol.ts";
import { addRide, canRide, removeRide, type Ride, ridesOf, setRide } from "../../model/rides.ts";
import { gainWords } from "../../model/time.ts";
import { edit, marks, words } from "../../state/document.ts";
import { picked } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";

const put = (gesture: Gesture) => edit(gesture);

export function Rides({ cue }: { cue: Cue }) {
  if (!canRide(cue)) return null;
  const all = words.value!;
  const rides = ridesOf(cue);
  const bracket = marks.value!.bracketOf(cue.id);
  const [word] = picked.value;
  const inside = bracket !== undefined && bracket.from.word <= word && word <= bracket.until.word;
  return (
    <section class="sliders" aria-label="Rides">
      {rides.map((ride) => (
        <RideRow key={ride.number} cue={cue} ride={ride} />
      ))}
      {rides.length < cue.rides.length && <p class="where">Other changes of it: see the script.</p>}
      <button
        class="chip"
        disabled={!inside}
        title={inside ? undefined : "Select a word over which it lasts"}
        onClick={() => void put(addRide(cue, { word, edge: "start" }))}
      >
        Softer from “{all.text(word, word + 1)}” on
      </button>
    </section>
  );
}

function RideRow({ cue, ride }: { cue: Cue; ride: Ride }) {
  const { offset, word } = ride.at;
  const away = offset === 0 ? "" : ` ${offset < 0 ? "−" : "+"}${Math.abs(offset).toFixed(2)} s`;
  return (
    <div class="ride">
      <p>
        from <q>{words.value!.text(word, word + 3)} …</q>
        {away}
        <button class="plain sign" aria-label="Remove this ride" onClick={() => void put(removeRide(cue, ride.number))}>
          <Icon name="close" />
        </button>
      </p>
      <Slider
        label="rides to"
        low={-40}
        high={12}
        step={0.5}
        value={ride.gain}
        shown={gainWords}
        set={(gain) => put(setRide(cue, ride.number, { gain }))}
      />
      <Slider
        label="within"
        low={0}
        high={20}
        step={0.5}
        value={ride.over}
        shown={(value) => `${value.toFixed(1)} s`}
        set={(over) => put(setRide(cue, ride.number, { over }))}
      />
    </div>
  );
}
