// What an option sets when it is taken, and conditions with the names that they can use.

import type { Variable } from "../../link/protocol.ts";
import { show } from "../../state/document.ts";
import { Icon } from "../icons.tsx";
import { TextField } from "../fields.tsx";

interface SetsProps {
  /** `CHOICE.OPTION` */
  readonly option: string;
  readonly sets: readonly (readonly [string, string])[];
  readonly set: (keys: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

export function Sets({ option, sets, set }: SetsProps) {
  const left = show.value!.state.filter((each) => each.kind !== "chance" && sets.every(([name]) => name !== each.name));
  if (sets.length === 0 && left.length === 0) return null;
  const remove = (name: string) => set(sets.length === 1 ? { set: null } : { [`set.${name}`]: null });
  return (
    <div class="sets" role="group" aria-label={`What ${option} sets`}>
      {sets.map(([name, value]) => (
        <div class="set-row" key={name}>
          <TextField
            label={`sets ${name} to`}
            plain
            value={value}
            set={(next) => set({ [`set.${name}`]: next || null })}
          />
          <button class="plain sign" aria-label={`Do not set ${name}`} onClick={() => void remove(name)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      {left.length > 0 && (
        <select
          aria-label="Set a variable"
          value=""
          onChange={(event) => {
            const variable = left.find((each) => each.name === event.currentTarget.value);
            event.currentTarget.value = "";
            if (variable) void set({ [`set.${variable.name}`]: usual(variable) });
          }}
        >
          <option value="">set a variable …</option>
          {left.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
      )}
    </div>
  );
}

// What is most often set.
function usual({ kind, name, start, words }: Variable): string {
  if (kind === "number") return `${name} + 1`;
  if (kind === "word") return words.find((word) => word !== start) ?? start;
  return start === "true" ? "false" : "true";
}

interface WhenProps {
  readonly label: string;
  readonly value: string | null;
  readonly set: (when: string | null) => Promise<unknown>;
}

/** A condition. */
export function When({ label, value, set }: WhenProps) {
  const state = show.value!.state;
  if (state.length === 0 && value === null) return null;
  const example = state[0]?.kind === "number" ? `${state[0].name} >= 1` : (state[0]?.name ?? "");
  return (
    <TextField
      label={label}
      plain
      value={value ?? ""}
      placeholder={`always; or such as ${example}`}
      list="conditions"
      set={(next) => set(next || null)}
    />
  );
}

/** The simple conditions, offered in the fields. */
export function Conditions() {
  return (
    <datalist id="conditions">
      {show.value!.state.flatMap((each) => simple(each).map((words) => <option key={words} value={words} />))}
    </datalist>
  );
}

function simple({ kind, name, from, to, words }: Variable): string[] {
  if (kind === "number") return [`${name} >= ${(from ?? 0) + 1}`, `${name} == ${to ?? 0}`];
  if (kind === "word") return words.map((word) => `${name} == ${word}`);
  return [name, `not ${name}`];
}
