// The rides of a bed or music: where its level changes, to what, and how slowly.

import type { Cue, Settings } from "../../link/protocol.ts";
import { addRide, canRide, type Ride, rideSettings } from "../../model/rides.ts";
import { gainWords } from "../../model/time.ts";
import { marks, words } from "../../state/document.ts";
import { picked } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";

export function Rides({ cue, set }: { cue: Cue; set: (keys: Settings) => unknown }) {
  if (!canRide(cue)) {
    return cue.rides.length > 0 ? <p class="where">Its rides change more than the gain: see the script.</p> : null;
  }
  const rides = cue.rides as readonly Ride[];
  const put = (next: readonly Ride[]) => set(rideSettings(next));
  const change = (at: number, part: Partial<Ride>) =>
    put(rides.map((ride, index) => (index === at ? { ...ride, ...part } : ride)));
  const all = words.value!;
  const bracket = marks.value!.bracketOf(cue.id);
  const [word] = picked.value;
  const inside = bracket !== undefined && bracket.from.word <= word && word <= bracket.until.word;
  return (
    <section class="sliders" aria-label="Rides">
      {rides.map((ride, at) => (
        <div class="ride" key={ride.at.word}>
          <p>
            from <q>{all.text(ride.at.word, ride.at.word + 3)} …</q>
            <button
              class="plain sign"
              aria-label="Remove this ride"
              onClick={() => void put(rides.filter((_, index) => index !== at))}
            >
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
            set={(gain) => change(at, { gain })}
          />
          <Slider
            label="within"
            low={0}
            high={20}
            step={0.5}
            value={ride.over}
            shown={(value) => `${value.toFixed(1)} s`}
            set={(seconds) => change(at, { over: seconds })}
          />
        </div>
      ))}
      <button
        class="chip"
        disabled={!inside}
        title={inside ? undefined : "Select a word over which it lasts"}
        onClick={() => void put(addRide(cue, word))}
      >
        Softer from “{all.text(word, word + 1)}” on
      </button>
    </section>
  );
}
