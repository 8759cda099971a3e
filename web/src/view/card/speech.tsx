// The parts of the card about speech: the role, the tone, the pace, pauses and the pronunciation.

import { useSignal } from "@preact/signals";
import type { Line, Role, Settings } from "../../link/protocol.ts";
import { inkClass } from "../../look/colours.ts";
import { meant } from "../../model/gestures.ts";
import { audition } from "../../sound/sample.ts";
import { tell } from "../../state/notices.ts";
import { Icon } from "../icons.tsx";
import { edit, inks, show, words } from "../../state/document.ts";
import { picked } from "../../state/view.ts";
import { toneParts } from "../../model/roles.ts";
import { focused } from "../focus.ts";
import { DeviceField, LanguageField, Strength } from "../how.tsx";
import { Slider } from "../slider.tsx";
import { digits } from "../text/settle.tsx";

interface Part {
  readonly line: Line | undefined;
  readonly set: (keys: Settings) => Promise<unknown>;
}

export function Who({ line, set, name }: Part & { name: string }) {
  const roles = show.value!.roles;
  const numbers = digits();
  const known = line?.status === "given" || line?.status === "guess";
  return (
    <section aria-label="Who speaks">
      <h3>
        Who speaks <span class="now">{name}</span>
        {line?.reason && <small>{line.reason}</small>}
      </h3>
      <div class="chips">
        {roles.map((role, at) => (
          <RoleChip
            key={role.name}
            role={role}
            digit={role.narrator ? 0 : numbers.indexOf(role.name) + 1}
            taken={known && line?.role === at}
            take={() => void set({ by: role.name })}
          />
        ))}
        <NewRole set={set} />
      </div>
    </section>
  );
}

interface RoleChipProps {
  readonly role: Role;
  readonly digit: number;
  readonly taken: boolean;
  readonly take: () => void;
}

// Its dot plays the selected words in the voice of the role; its name gives them to the role.
function RoleChip({ role, digit, taken, take }: RoleChipProps) {
  const hear = () => {
    const said = words.value!.text(...meant(show.value!, picked.value));
    const what = {
      voice: role.voice,
      role: role.name,
      words: said,
      pace: role.pace,
      ...(role.tone && { tone: role.tone }),
    };
    audition(role.name, what).catch((error: Error) => tell(error.message, { alarm: true }));
  };
  return (
    <span class={`role-chip ${inkClass(inks.value.get(role.name))} ${taken ? "taken" : ""}`}>
      <button class="hear" disabled={!role.voice} aria-label={`Hear it from ${role.name}`} onClick={hear}>
        <Icon name="play" />
      </button>
      <button aria-pressed={taken} onClick={take}>
        {role.name} {(digit > 0 || role.narrator) && <kbd>{digit}</kbd>}
      </button>
    </span>
  );
}

function NewRole({ set }: Pick<Part, "set">) {
  const open = useSignal(false);
  const name = useSignal("");
  if (!open.value) {
    return (
      <button class="chip" onClick={() => (open.value = true)}>
        new role
      </button>
    );
  }
  const add = async (event: Event) => {
    event.preventDefault();
    const role = name.value.trim().toUpperCase();
    if (!role) return;
    if ((await edit({ do: "cast", role, set: {} })) && (await set({ by: role }))) open.value = false;
  };
  return (
    <form class="inline" onSubmit={(event) => void add(event)}>
      <input
        aria-label="Name of the new role"
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
        ref={focused}
      />
      <button class="chip">Add</button>
    </form>
  );
}

export function Tones({ line, set }: Part) {
  if (!line?.dialogue) return null;
  const { name } = toneParts(line.tone);
  return (
    <section aria-label="Tone">
      <h3>Tone</h3>
      <div class="chips">
        <button class="chip" aria-pressed={line.tone === null} onClick={() => void set({ tone: null })}>
          as the role
        </button>
        {show.value!.names.tones.map((tone) => (
          <button
            key={tone.name}
            class="chip"
            title={tone.about}
            aria-pressed={name === tone.name}
            onClick={() => void set({ tone: tone.name })}
          >
            {tone.name === "thinking" ? "thinking (a thought)" : tone.name}
          </button>
        ))}
      </div>
      {line.tone && <Strength tone={line.tone} set={(tone) => set({ tone })} />}
    </section>
  );
}

/** The language of a line and the device through which it is heard. */
export function HeardAs({ line, set }: Part) {
  if (!line?.dialogue) return null;
  const role = show.value!.roles[line.role];
  return (
    <section class="fields" aria-label="How it is heard">
      <div class="pair">
        <LanguageField value={line.language} usual="as the role" set={(language) => set({ language })} />
        <DeviceField
          none={role?.effect != null || (role?.there.length ?? 0) > 0}
          value={line.effect}
          usual="as the role"
          set={(effect) => set({ effect })}
        />
      </div>
    </section>
  );
}

export function Pauses({ line, set }: Part) {
  if (!line) return null;
  return (
    <section class="sliders" aria-label="Time">
      <Slider
        label="Pace"
        low={0.5}
        high={2}
        step={0.05}
        value={line.pace}
        shown={(value) => `${value.toFixed(2)} ×`}
        set={(value) => set({ pace: value === 1 ? null : value.toFixed(2) })}
      />
      {(["before", "after"] as const).map((side, at) => (
        <Slider
          key={side}
          label={`Pause ${side}`}
          low={0}
          high={4}
          step={0.1}
          value={line.pause?.[at] ?? 0}
          shown={(value) => (value === 0 ? "usual" : `${value.toFixed(1)} s`)}
          set={(value) => set({ [`pause.${side}`]: value === 0 ? null : `${value.toFixed(1)}s` })}
        />
      ))}
    </section>
  );
}

/** Whether the selected words are heard. */
export function Heard({ set }: Pick<Part, "set">) {
  const [from, end] = picked.value;
  const silent = show.value!.skipped.some(([first, last]) => first <= from && end <= last);
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={silent}
        onChange={(event) => void set({ skip: event.currentTarget.checked ? true : null })}
      />{" "}
      Not heard <kbd>X</kbd>
    </label>
  );
}

/** How one selected word is spoken, everywhere in the show. */
export function Pronounce() {
  const [from, end] = picked.value;
  const said = useSignal("");
  if (end - from !== 1) return null;
  const word = words.value!.text(from, end);
  const say = (event: Event) => {
    event.preventDefault();
    if (said.value.trim()) void edit({ do: "pronounce", word, as: said.value.trim() });
  };
  return (
    <form class="inline" onSubmit={say}>
      <label>
        “{word}” is said{" "}
        <input
          value={said.value}
          placeholder="as it sounds"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => (said.value = event.currentTarget.value)}
        />
      </label>
      <button class="chip">Set</button>
    </form>
  );
}
