// All settings of a role: the person, the voice, how it is heard, and what differs in some scenes.

import { useSignal } from "@preact/signals";
import { api } from "../../link/api.ts";
import type { Age, Role, Settings, SpeechTags, Voice } from "../../link/protocol.ts";
import { sizeSetting, sizeWords } from "../../model/roles.ts";
import { gainWords } from "../../model/time.ts";
import { edit, show } from "../../state/document.ts";
import { SelectField } from "../fields.tsx";
import { DeviceField, LanguageField, RoomField, ToneField } from "../how.tsx";
import { Slider } from "../slider.tsx";
import { BlendFields } from "./blend.tsx";
import { HearVoice } from "./hear.tsx";
import { InScenes } from "./inscene.tsx";

interface RoleProps {
  readonly role: Role;
  readonly number: number;
  readonly voices: readonly Voice[];
}

type Set = (keys: Settings) => Promise<unknown>;

export function RoleSettings({ role, number, voices }: RoleProps) {
  // Empty: the file that has the role.
  const file = useSignal("");
  const set: Set = (keys) => {
    const home = file.value ? { in: file.value } : {};
    return edit({ do: "cast", role: role.name, set: keys, ...home });
  };
  return (
    <section class="role-settings sliders">
      <Files role={role} file={file.value} choose={(next) => (file.value = next)} />
      <Person role={role} set={set} />
      <Mix role={role} set={set} />
      <BlendFields role={role} number={number} voices={voices} set={set} />
      <InScenes role={role} set={set} />
      {role.lines > 0 && (
        <a href={api.sheet(role.name)} target="_blank" rel="noreferrer">
          Reading sheet of {role.name}
        </a>
      )}
      <Voices role={role} number={number} voices={voices} set={set} />
    </section>
  );
}

// Which file the settings go to, if the show shares some with others.
function Files({ role, file, choose }: { role: Role; file: string; choose: (file: string) => void }) {
  const { shared, script } = show.value!;
  if (shared.length === 0) return null;
  const usual = role.home ?? script.path;
  return (
    <div class="fields">
      <SelectField
        label="Changes are written to"
        value={file}
        set={async (next) => {
          choose(next);
          return true;
        }}
      >
        <option value="">{role.home ? `${usual}, for all its shows` : usual}</option>
        {role.home !== null && <option value="script">{script.path}, for this show alone</option>}
        {shared
          .filter((path) => path !== role.home)
          .map((path) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
      </SelectField>
    </div>
  );
}

const AGES: readonly Age[] = ["child", "adult", "old"];

function Person({ role, set }: { role: Role; set: Set }) {
  return (
    <div class="fields">
      <div class="slider">
        <span id={`age-${role.name}`}>Age</span>
        <div class="segments" role="group" aria-labelledby={`age-${role.name}`}>
          {AGES.map((age) => (
            <button
              key={age}
              aria-pressed={role.age === age}
              onClick={() => void set({ age: age === "adult" ? null : age })}
            >
              {age}
            </button>
          ))}
        </div>
      </div>
      <Slider
        label="Size"
        about="How large the speaker is"
        low={0.7}
        high={1.4}
        step={0.01}
        value={role.size}
        shown={sizeWords}
        set={(value) => set({ size: sizeSetting(value) })}
      />
      <ToneField value={role.tone} usual="neutral" set={(tone) => set({ tone })} />
      <div class="pair">
        <LanguageField value={role.language} usual="as the show" set={(language) => set({ language })} />
        <DeviceField value={role.effect} usual="no device" set={(effect) => set({ effect })} />
      </div>
      <div class="pair">
        <RoomField none value={role.space} usual="as the scene" set={(space) => set({ space })} />
        <TagsField value={role.tags} usual="as the show" set={(tags) => set({ tags })} />
      </div>
    </div>
  );
}

interface TagsProps {
  readonly value: SpeechTags | null;
  readonly usual: string;
  readonly set: (tags: string | null) => Promise<unknown>;
}

/** Whether the narrator reads “said Anna” beside her words. */
export function TagsField({ value, usual, set }: TagsProps) {
  return (
    <SelectField label="“said …”" value={value ?? ""} set={(next) => set(next || null)}>
      <option value="">{usual}</option>
      <option value="speak">heard</option>
      <option value="skip">left out</option>
    </SelectField>
  );
}

function Mix({ role, set }: { role: Role; set: Set }) {
  return (
    <>
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
    </>
  );
}

function panWords(pan: number): string {
  if (Math.abs(pan) < 0.01) return "middle";
  return `${Math.round(Math.abs(pan) * 100)} % ${pan < 0 ? "left" : "right"}`;
}

// All voices, each to be heard on a line of this role before it is chosen.
function Voices({ role, number, voices, set }: RoleProps & { set: Set }) {
  return (
    <ul class="voices" aria-label={`Try voices for ${role.name}`}>
      {voices.map((voice) => (
        <li key={voice.name}>
          <HearVoice role={role} number={number} voice={voice.name} />
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
