// What the show remembers: its variables with all their values.

import { useSignal } from "@preact/signals";
import type { Variable } from "../../link/protocol.ts";
import { edit, show } from "../../state/document.ts";
import { findings } from "../../state/map.ts";
import { SelectField, TextField, CheckField } from "../fields.tsx";
import { Icon } from "../icons.tsx";
import { Found } from "../map/found.tsx";

export function StateFields() {
  return (
    <section class="state" aria-label="What the show remembers">
      <h3>What the show remembers</h3>
      <ul>
        {show.value!.state.map((variable) => (
          <li key={variable.name}>
            <VariableFields variable={variable} />
            <Found problems={findings.value.get(`state:${variable.name}`)} />
          </li>
        ))}
      </ul>
      <NewVariable />
    </section>
  );
}

const put = (name: string, value: unknown) => edit({ do: "set-variable", name, value });

const KINDS = {
  flag: "yes or no",
  number: "a number",
  word: "one of some words",
  chance: "yes or no, by chance",
} as const;

/** The value of a new variable of a kind, as the script writes it. */
export function fresh(kind: keyof typeof KINDS): unknown {
  if (kind === "number") return { from: 0, to: 3 };
  if (kind === "word") return { "one-of": ["calm", "afraid"] };
  return kind === "chance" ? { chance: "50%" } : false;
}

/** A variable as the script writes it. */
export function valueOf(variable: Variable): unknown {
  const { kind, start, from, to, clamp, words, chance } = variable;
  if (kind === "flag") return start === "true";
  if (kind === "chance") return { chance: `${chance}%` };
  if (kind === "word") return { "one-of": words, ...(start !== words[0] && { start }) };
  const begins = Number(start) !== (from ?? 0) ? { start: Number(start) } : {};
  return { ...(from !== 0 && { from }), to, ...begins, ...(clamp && { clamp: true }) };
}

function VariableFields({ variable }: { variable: Variable }) {
  const { name, kind } = variable;
  const change = (part: Partial<Variable>) => put(name, valueOf({ ...variable, ...part }));
  const number = (words: string) => {
    const value = Math.round(Number(words));
    return Number.isFinite(value) ? value : 0;
  };
  return (
    <div class="variable fields">
      <div class="pair">
        <TextField label="Name" plain value={name} set={(to) => edit({ do: "rename", what: "variable", name, to })} />
        <SelectField label="Values" value={kind} set={(next) => put(name, fresh(next as Variable["kind"]))}>
          {Object.entries(KINDS).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </SelectField>
      </div>
      {kind === "flag" && (
        <CheckField label="Yes at the start" value={variable.start === "true"} set={(yes) => put(name, yes)} />
      )}
      {kind === "number" && (
        <>
          <div class="triple">
            <TextField label="from" plain value={String(variable.from)} set={(from) => change(low(number(from)))} />
            <TextField label="to" plain value={String(variable.to)} set={(to) => change({ to: number(to) })} />
            <TextField label="at the start" plain value={variable.start} set={(start) => change({ start })} />
          </div>
          <CheckField
            label="Values out of this range are meant"
            value={variable.clamp}
            set={(clamp) => change({ clamp })}
          />
        </>
      )}
      {kind === "word" && (
        <div class="pair">
          <TextField
            label="Words"
            plain
            value={variable.words.join(", ")}
            set={(words) => {
              const list = words.split(",").flatMap((word) => word.trim() || []);
              return change({ words: list, start: list.includes(variable.start) ? variable.start : (list[0] ?? "") });
            }}
          />
          <SelectField label="at the start" value={variable.start} set={(start) => change({ start })}>
            {variable.words.map((word) => (
              <option key={word}>{word}</option>
            ))}
          </SelectField>
        </div>
      )}
      {kind === "chance" && (
        <TextField
          label="Yes in so many of a hundred plays"
          plain
          value={String(variable.chance)}
          set={(chance) => put(name, { chance: `${chance.replace("%", "")}%` })}
        />
      )}
      <button class="chip danger" onClick={() => void edit({ do: "remove-variable", names: [name] })}>
        forget {name}
      </button>
    </div>
  );

  // The value at the start is not below the smallest one.
  function low(from: number): Partial<Variable> {
    return { from, start: String(Math.max(from, Number(variable.start))) };
  }
}

function NewVariable() {
  const name = useSignal("");
  const kind = useSignal<keyof typeof KINDS>("flag");
  const add = async (event: Event) => {
    event.preventDefault();
    if (await put(name.value.trim(), fresh(kind.value))) name.value = "";
  };
  return (
    <form class="fields" onSubmit={(event) => void add(event)}>
      <div class="pair">
        <label>
          New variable
          <input
            required
            pattern="[A-Za-z_][A-Za-z0-9_\-]*"
            title="letters, digits, - and _"
            placeholder="has-lamp"
            autocomplete="off"
            spellcheck={false}
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </label>
        <label>
          Values
          <select
            value={kind.value}
            onChange={(event) => (kind.value = event.currentTarget.value as keyof typeof KINDS)}
          >
            {Object.entries(KINDS).map(([key, words]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      <button class="chip">
        <Icon name="plus" /> remember it
      </button>
    </form>
  );
}
