// How a line, a role or a role in a scene is spoken and heard: its tone, its device, its language, its room.

import type { Word } from "../link/protocol.ts";
import { toneParts, toneSetting } from "../model/roles.ts";
import { show } from "../state/document.ts";
import { SelectField } from "./fields.tsx";
import { Slider } from "./slider.tsx";

type Set = (value: string | null) => Promise<unknown>;

interface HowProps {
  readonly value: string | null;
  /** What is heard without a value. */
  readonly usual: string;
  readonly set: Set;
}

/** The strength of a tone; 1 is usual. */
export function Strength({ tone, set }: { tone: string; set: Set }) {
  const { name, strength } = toneParts(tone);
  if (name === "neutral") return null;
  return (
    <Slider
      label="Strength"
      about="How strong the tone is; 1 is usual"
      low={0.1}
      high={2}
      step={0.1}
      value={strength}
      shown={(value) => value.toFixed(1)}
      set={(value) => set(toneSetting(name, value))}
    />
  );
}

export function ToneField({ value, usual, set }: HowProps) {
  const { name } = toneParts(value);
  return (
    <>
      <Choose
        label="Tone"
        value={name || null}
        usual={usual}
        words={show.value!.names.tones.map(({ name, about }) => [name, `${name} – ${about}`])}
        set={set}
      />
      {value && <Strength tone={value} set={set} />}
    </>
  );
}

/** The device through which a voice is heard. Where the role has one, `none` takes it away. */
export function DeviceField(props: HowProps & { readonly none?: boolean }) {
  const words = show.value!.names.effects.map(({ name, about }): Pair => [name, `${name} – ${about}`]);
  return <Choose label="Heard through" words={props.none ? [["none", "no device"], ...words] : words} {...props} />;
}

export function LanguageField(props: HowProps) {
  const languages = show.value!.names.languages;
  // A variety of a language, such as `en-GB`, is what the script says.
  const own = languages.some(({ name }) => name === props.value) ? [] : [props.value];
  const words = languages.map(({ name, about }: Word): Pair => [name, about]);
  return (
    <Choose
      label="Language"
      words={[...own.filter((tag) => tag !== null).map((tag): Pair => [tag, tag]), ...words]}
      {...props}
    />
  );
}

export function RoomField(props: HowProps & { readonly none?: boolean }) {
  const rooms = show.value!.names.spaces.map((name): Pair => [name, name]);
  return <Choose label="Room" words={props.none ? [["none", "no room"], ...rooms] : rooms} {...props} />;
}

type Pair = readonly [string, string];

interface ChooseProps extends HowProps {
  readonly label: string;
  readonly words: readonly Pair[];
}

function Choose({ label, value, usual, words, set }: ChooseProps) {
  return (
    <SelectField label={label} value={value ?? ""} set={(next) => set(next || null)}>
      <option value="">{usual}</option>
      {words.map(([name, shown]) => (
        <option key={name} value={name}>
          {shown}
        </option>
      ))}
    </SelectField>
  );
}
