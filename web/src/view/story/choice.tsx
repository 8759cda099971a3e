// A choice: its question, its time, and its options.

import type { Choice, Option } from "../../link/protocol.ts";
import { edit, show } from "../../state/document.ts";
import { Goals } from "../card/goals.tsx";
import { CheckField, SelectField, TextField } from "../fields.tsx";
import { Icon } from "../icons.tsx";
import { goalWords, renameThing, setChoice } from "./goal.ts";
import { Sets, When } from "./sets.tsx";

export function ChoiceFields({ choice }: { choice: Choice }) {
  const { id } = choice;
  return (
    <div class="fields choice-fields" key={id}>
      <TextField label="Question" value={choice.ask ?? ""} set={(ask) => setChoice(id, { ask: ask || null })} />
      <div class="pair">
        <TextField
          label="Time to decide, in seconds"
          plain
          value={choice.wait === null ? "" : String(choice.wait)}
          placeholder="for ever"
          set={(wait) => setWait(choice, wait)}
        />
        <SelectField
          label="Then, or if nothing is offered"
          value={choice.default ?? ""}
          set={(option) => setChoice(id, { default: option || null })}
        >
          <option value="">nothing is taken</option>
          {choice.options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.words || option.id}
            </option>
          ))}
        </SelectField>
      </div>
      <ol class="options" aria-label="Options">
        {choice.options.map((option, at) => (
          <OptionFields key={option.id} choice={choice} option={option} at={at} />
        ))}
      </ol>
      <button
        type="button"
        class="chip"
        onClick={() => void edit({ do: "add-option", choice: id, option: { words: "New option" } })}
      >
        <Icon name="plus" /> one more option
      </button>
    </div>
  );
}

// A choice with a time has a default.
function setWait(choice: Choice, wait: string): Promise<unknown> {
  if (wait === "") return setChoice(choice.id, { wait: null });
  const seconds = Number(wait.replace(",", ".").replace(/\s*s$/, ""));
  const first = choice.options[0]?.id;
  const set = { wait: Number.isFinite(seconds) ? `${seconds}s` : wait };
  return setChoice(choice.id, choice.default === null && first ? { ...set, default: first } : set);
}

function OptionFields({ choice, option, at }: { choice: Choice; option: Option; at: number }) {
  const name = `${choice.id}.${option.id}`;
  const set = (keys: Readonly<Record<string, unknown>>) => setChoice(name, keys);
  const move = (to: number) => void edit({ do: "move-option", option: name, to });
  return (
    <li>
      <div class="option">
        <TextField
          label={`Option ${at + 1}`}
          value={option.words}
          set={(words) => set({ [spoken(option) ? "say" : "words"]: words || null })}
        />
        <SelectField label="goes to" value={option.to ?? ""} set={(to) => set({ to: to || null })}>
          <Goals />
        </SelectField>
      </div>
      <details class="more">
        <summary>
          {[
            option.when && `when ${option.when}`,
            ...option.set.map(([variable, value]) => `${variable} = ${value}`),
            option.once && "once",
            spoken(option) ? "spoken" : "shown",
          ]
            .filter(Boolean)
            .join(" · ")}
        </summary>
        <When label="Offered when" value={option.when} set={(when) => set({ when })} />
        <Sets option={name} sets={option.set} set={set} />
        <CheckField
          label="Spoken after the question"
          value={spoken(option)}
          set={(say) => set(say ? { say: option.words, words: null } : { words: option.words, say: null })}
        />
        <CheckField
          label="Only until it was taken once"
          value={option.once}
          set={(once) => set({ once: once || null })}
        />
        <TextField
          label="Name in the script"
          plain
          value={option.id}
          set={(to) => edit({ do: "rename", what: "option", name, to })}
        />
        <div class="chips">
          <button type="button" class="chip" disabled={at === 0} onClick={() => move(at - 1)}>
            earlier
          </button>
          <button type="button" class="chip" disabled={at === choice.options.length - 1} onClick={() => move(at + 1)}>
            later
          </button>
          <button
            type="button"
            class="chip danger"
            disabled={choice.options.length === 1}
            aria-label={`Remove the option ${option.words || option.id}, which leads to ${goalWords(option.to)}`}
            onClick={() => void edit({ do: "remove-choice", choices: [name] })}
          >
            remove
          </button>
        </div>
      </details>
    </li>
  );
}

const spoken = (option: Option) => option.say !== null;

/** The role that asks, and the name of the choice. */
export function ChoiceMore({ choice }: { choice: Choice }) {
  return (
    <details class="more">
      <summary>Who asks, and its name</summary>
      <div class="fields">
        <SelectField label="Asked by" value={choice.by ?? ""} set={(by) => setChoice(choice.id, { by: by || null })}>
          <option value="">the narrator</option>
          {show.value!.roles.map((role) => (
            <option key={role.name}>{role.name}</option>
          ))}
        </SelectField>
        <TextField
          label="Name in the script"
          plain
          value={choice.id}
          set={(to) => renameThing("choice", choice.id, to)}
        />
      </div>
    </details>
  );
}
