// A voice that is mixed of several: their shares, heard before they are kept.

import { useSignal } from "@preact/signals";
import type { Role, Settings, Voice } from "../../link/protocol.ts";
import { type Blend, blendName, percents, voiceSettings } from "../../model/roles.ts";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";
import { HearVoice } from "./hear.tsx";

/** The most voices of a blend. */
const MOST = 8;

interface BlendProps {
  readonly role: Role;
  readonly number: number;
  readonly voices: readonly Voice[];
  readonly set: (keys: Settings) => Promise<unknown>;
}

export function BlendFields({ role, number, voices, set }: BlendProps) {
  const first = role.voice;
  // A slider that is moved is heard at once, and is kept when it is let go.
  const moved = useSignal<Blend | null>(null);
  if (!first) return null;
  const kept: Blend = role.blend.length > 0 ? role.blend : [[first, 1]];
  const now = moved.value ?? kept;
  const put = async (next: Blend) => {
    moved.value = next;
    await set(voiceSettings(next));
    moved.value = null;
  };
  const shares = percents(now);
  const others = voices.filter(({ name }) => !now.some(([own]) => own === name));
  return (
    <section class="blend" aria-label={`Voices mixed for ${role.name}`}>
      <h4>
        Mixed voice
        {now.length > 1 && <HearVoice role={role} number={number} voice={blendName(now)} />}
      </h4>
      {now.length > 1 &&
        now.map(([voice, share], at) => (
          <div class="part" key={voice}>
            <Slider
              label={voice}
              low={0.05}
              high={Math.max(1, share)}
              step={0.05}
              value={share}
              shown={() => `${shares[at]} %`}
              set={(value) => put(now.map((each, index) => (index === at ? [voice, value] : each)))}
            />
            <button
              class="plain sign"
              aria-label={`Take ${voice} out of the mix`}
              onClick={() => void put(now.filter((_, index) => index !== at))}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
      {now.length < MOST && (
        <select
          aria-label={`Mix another voice into that of ${role.name}`}
          value=""
          onChange={(event) => {
            const voice = event.currentTarget.value;
            event.currentTarget.value = "";
            if (voice) void put([...now, [voice, now.length > 1 ? 0.3 : 0.5]]);
          }}
        >
          <option value="">mix with …</option>
          {others.map((voice) => (
            <option key={voice.name} value={voice.name}>
              {voice.name} · {voice.accent} {voice.sex}
            </option>
          ))}
        </select>
      )}
    </section>
  );
}
