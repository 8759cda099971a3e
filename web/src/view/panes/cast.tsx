// The roles: their voices, heard on the role's own lines, how much they speak, and what is set for all of them.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../../link/api.ts";
import type { Role, Settings, Voice } from "../../link/protocol.ts";
import { inkClass } from "../../look/colours.ts";
import { percents } from "../../model/roles.ts";
import { edit, inks, show } from "../../state/document.ts";
import { channels, setChannel } from "../../state/playing.ts";
import { LanguageField } from "../how.tsx";
import { Icon } from "../icons.tsx";
import { HearVoice } from "./hear.tsx";
import { RoleSettings, TagsField } from "./role.tsx";

export function CastPane() {
  const voices = useSignal<readonly Voice[]>([]);
  useEffect(() => void api.voices().then((list) => (voices.value = list)), []);
  return (
    <>
      <OfAll />
      <ul class="cast" tabIndex={0} aria-label="Roles">
        {show.value!.roles.map((role, at) => (
          <RoleRow key={role.name} role={role} number={at} voices={voices.value} />
        ))}
      </ul>
    </>
  );
}

// What holds for all roles that say nothing else.
function OfAll() {
  const set = (keys: Settings) => edit({ do: "set-show", set: keys });
  const { language, tags } = show.value!;
  return (
    <div class="of-all fields" role="group" aria-label="All roles">
      <div class="pair">
        <LanguageField value={language} usual="English" set={(language) => set({ language })} />
        <TagsField value={tags} usual="heard" set={(tags) => set({ tags })} />
      </div>
    </div>
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
        {role.home && <small class="home">in {role.home}</small>}
        <Channel channel={`role:${role.name}`} label={role.name} />
      </div>
      <div class="role-voice">
        <HearVoice role={role} number={number} voice={role.voice} />
        <select
          aria-label={`Voice of ${role.name}`}
          value={role.voice ?? ""}
          onChange={(event) => void set({ voice: event.currentTarget.value })}
        >
          {role.voice === null && <option value="">no voice</option>}
          {role.blend.length > 0 && <option value={role.voice!}>{mixed(role)}</option>}
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
      {open.value && <RoleSettings role={role} number={number} voices={voices} />}
    </li>
  );
}

/** A blend in words: `af_heart 60 %, bf_emma 40 %`. */
function mixed({ blend }: Role): string {
  const shares = percents(blend);
  return blend.map(([voice], at) => `${voice} ${shares[at]} %`).join(", ");
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
