// The settings of a sound: sliders with units, words to choose from, and another seed.

import type { Param, Sound } from "../../link/protocol.ts";
import { api } from "../../link/api.ts";
import { fromSlider, numberOf, toSlider, write } from "../../model/quantity.ts";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";

interface ParamsProps {
  readonly sound: Sound;
  readonly settings: Readonly<Record<string, string>>;
  readonly set: (settings: Readonly<Record<string, string>>) => void;
}

export function Params({ sound, settings, set }: ParamsProps) {
  const seed = Number(settings.seed ?? 0);
  return (
    <div class="params">
      {sound.params.length > 0 && (
        <img
          class="picture"
          alt={`Picture of ${sound.name}: pitch over time`}
          src={api.picture(sound.name, settings)}
          onError={(event) => (event.currentTarget.hidden = true)}
        />
      )}
      <div class="sliders">
        {sound.params.map((param) => (
          <ParamRow
            key={param.name}
            param={param}
            value={settings[param.name] ?? param.default}
            set={(value) => set({ ...settings, [param.name]: value })}
          />
        ))}
      </div>
      <div class="chips">
        <button
          class="chip"
          title="The same sound once more, by other chances"
          onClick={() => set({ ...settings, seed: String(seed + 1) })}
        >
          <Icon name="dice" /> another
        </button>
        {Object.keys(settings).length > 0 && (
          <button class="chip" onClick={() => set({})}>
            as it was
          </button>
        )}
      </div>
    </div>
  );
}

function ParamRow({ param, value, set }: { param: Param; value: string; set: (value: string) => void }) {
  if (param.choices) {
    return (
      <label class="slider" title={param.about}>
        <span>{param.name}</span>
        <select value={value} onChange={(event) => set(event.currentTarget.value)}>
          {param.choices.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      </label>
    );
  }
  if (param.low === null || param.high === null) return <Plain param={param} value={value} set={set} />;
  const shown = (share: number) => write(fromSlider(param, share), param.unit);
  return (
    <Slider
      label={param.name}
      about={param.about}
      low={0}
      high={1}
      step={0.005}
      value={toSlider(param, numberOf(value))}
      shown={shown}
      set={(share) => set(shown(share))}
    />
  );
}

// A setting without a range of one unit is typed as the script writes it.
function Plain({ param, value, set }: { param: Param; value: string; set: (value: string) => void }) {
  return (
    <label class="slider" title={param.about}>
      <span>{param.name}</span>
      <input value={value} title={param.range} onChange={(event) => set(event.currentTarget.value)} />
    </label>
  );
}
