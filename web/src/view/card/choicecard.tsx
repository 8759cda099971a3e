// The card of a choice: its question, and where each option goes.

import type { Choice, Settings } from "../../link/protocol.ts";
import { beforeWord } from "../../model/marks.ts";
import { edit, show, words } from "../../state/document.ts";
import { closeCard } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { Float } from "./float.tsx";
import { Goals } from "./goals.tsx";

export function ChoiceCard({ id }: { id: string }) {
  const choice = show.value!.choices.find((each) => each.id === id);
  if (!choice || choice.word === null) return null;
  const all = words.value!;
  const { word } = beforeWord(choice.word);
  return (
    <Float label={`Choice ${id}`} from={all.start(word)} to={all.end(word)} close={closeCard}>
      <header>
        <p class="cue-name">
          <Icon name="choice" /> <b>{choice.ask ?? id}</b> <small>choice {id}</small>
        </p>
        <button class="plain sign" aria-label="Close" onClick={closeCard}>
          <Icon name="close" />
        </button>
      </header>
      <section class="fields">
        <label>
          Question
          <input
            value={choice.ask ?? ""}
            onChange={(event) => void set(id, { ask: event.currentTarget.value.trim() || null })}
          />
        </label>
        <Options choice={choice} />
      </section>
      <footer>
        <div class="chips">
          <button
            class="chip"
            onClick={() => void edit({ do: "add-option", choice: id, option: { words: "New option" } })}
          >
            one more option
          </button>
          <button
            class="chip danger"
            onClick={() => {
              closeCard();
              void edit({ do: "remove-choice", choices: [id] });
            }}
          >
            remove
          </button>
        </div>
      </footer>
    </Float>
  );
}

const set = (choice: string, keys: Settings) => edit({ do: "set-choice", choice, set: keys });

function Options({ choice }: { choice: Choice }) {
  return (
    <>
      {choice.options.map((option, at) => {
        const name = `${choice.id}.${option.id}`;
        return (
          <div class="option" key={option.id}>
            <label>
              Option {at + 1}
              <input
                value={option.words}
                onChange={(event) => void set(name, { words: event.currentTarget.value.trim() || null })}
              />
            </label>
            <label>
              goes to
              <select
                value={option.to ?? ""}
                onChange={(event) => void set(name, { to: event.currentTarget.value || null })}
              >
                <Goals />
              </select>
            </label>
          </div>
        );
      })}
    </>
  );
}
