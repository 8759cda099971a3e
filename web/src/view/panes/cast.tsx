// The roles: their voices, heard on the role's own lines, how much they speak, and their places in the mix.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../../link/api.ts";
import type { Role, Settings, Voice } from "../../link/protocol.ts";
import { inkClass } from "../../look/colours.ts";
import { gainWords } from "../../model/time.ts";
import { audition, heardAlone, silence } from "../../sound/sample.ts";
import { edit, inks, show } from "../../state/document.ts";
import { channels, setChannel } from "../../state/playing.ts";
import { tell } from "../../state/notices.ts";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";

export function CastPane() {
  const voices = useSignal<readonly Voice[]>([]);
  useEffect(() => void api.voices().then((list) => (voices.value = list)), []);
  return (
    <ul class="cast" tabIndex={0} aria-label="Roles">
      {show.value!.roles.map((role, at) => (
        <RoleRow key={role.name} role={role} number={at} voices={voices.value} />
      ))}
    </ul>
  );
}

function RoleRow({ role, number, voices }: { role: Role; number: number; voices: readonly Voice[] }) {
  const open = useSignal(false);
  const set = (keys: Settings) => edit({ do: "cast", role: role.name, set: keys });
  return (
    <li class={`role ${inkClass(inks.value.get(role.name))}`}>
      <div class="role-head">
        <span class="dot" />
        <h3>{role.name}</h3>
        <small>{role.lines === 1 ? "1 line" : `${role.lines} lines`}</small>
        <Channel channel={`role:${role.name}`} label={role.name} />
      </div>
      <div class="role-voice">
        <Hear role={role} number={number} voice={role.voice} />
        <select
          aria-label={`Voice of ${role.name}`}
          value={role.voice ?? ""}
          onChange={(event) => void set({ voice: event.currentTarget.value })}
        >
          {role.voice === null && <option value="">no voice</option>}
          {voices.map((voice) => (
            <option key={voice.name} value={voice.name}>
              {voice.name} · {voice.accent} {voice.sex}
            </option>
          ))}
        </select>
        <button
          class="plain sign"
          aria-expanded={open.value}
          aria-label={`More of ${role.name}`}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="more" />
        </button>
      </div>
      {open.value && (
        <section class="sliders">
          <Slider
            label="Pace"
            low={0.5}
            high={2}
            step={0.05}
            value={role.pace}
            shown={(value) => `${value.toFixed(2)} ×`}
            set={(value) => set({ pace: value.toFixed(2) })}
          />
          <Slider
            label="Level"
            low={-20}
            high={12}
            step={0.5}
            value={role.gain}
            shown={gainWords}
            set={(value) => set({ gain: `${value}dB` })}
          />
          <Slider
            label="Place"
            low={-1}
            high={1}
            step={0.05}
            value={role.pan}
            shown={panWords}
            set={(value) => set({ pan: value.toFixed(2) })}
          />
          {role.lines > 0 && (
            <a href={api.sheet(role.name)} target="_blank" rel="noreferrer">
              Reading sheet of {role.name}
            </a>
          )}
          <Voices role={role} number={number} voices={voices} set={set} />
        </section>
      )}
    </li>
  );
}

function panWords(pan: number): string {
  if (Math.abs(pan) < 0.01) return "middle";
  return `${Math.round(Math.abs(pan) * 100)} % ${pan < 0 ? "left" : "right"}`;
}

function Hear({ role, number, voice }: { role: Role; number: number; voice: string | null }) {
  const name = `${role.name}/${voice}`;
  const on = heardAlone.value === name;
  const start = () => {
    const line =
      show.value!.lines.find((each) => each.role === number && each.words[1] - each.words[0] > 3) ??
      show.value!.lines.find((each) => each.role === number);
    const what = line ? { voice, line: line.id } : { voice, words: "This is how I sound." };
    void audition(name, what).catch((error: Error) => tell(error.message, { alarm: true }));
  };
  return (
    <button
      class="plain sign"
      disabled={!voice}
      aria-label={on ? "Stop" : `Hear ${voice} speak ${role.name}`}
      onClick={on ? silence : start}
    >
      <Icon name={on ? "pause" : "play"} />
    </button>
  );
}

// All voices, each to be heard on a line of this role before it is chosen.
function Voices({
  role,
  number,
  voices,
  set,
}: {
  role: Role;
  number: number;
  voices: readonly Voice[];
  set: (keys: Settings) => unknown;
}) {
  return (
    <ul class="voices" aria-label={`Try voices for ${role.name}`}>
      {voices.map((voice) => (
        <li key={voice.name}>
          <Hear role={role} number={number} voice={voice.name} />
          <span>
            {voice.name}{" "}
            <small>
              {voice.accent} {voice.sex}, {voice.about}
            </small>
          </span>
          <button class="chip" aria-pressed={voice.name === role.voice} onClick={() => void set({ voice: voice.name })}>
            {voice.name === role.voice ? "taken" : "take"}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Mute and solo of one channel of the mix, for listening alone: the script does not change. */
export function Channel({ channel, label }: { channel: string; label: string }) {
  const now = channels.value[channel];
  return (
    <span class="channel">
      <button
        class="tiny"
        aria-pressed={now?.mute ?? false}
        aria-label={`Mute ${label}`}
        title={`Mute ${label}`}
        onClick={() => setChannel(channel, { mute: !now?.mute })}
      >
        M
      </button>
      <button
        class="tiny"
        aria-pressed={now?.solo ?? false}
        aria-label={`Only ${label}`}
        title={`Only ${label}`}
        onClick={() => setChannel(channel, { solo: !now?.solo })}
      >
        S
      </button>
    </span>
  );
}
