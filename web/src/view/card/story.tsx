// The parts of the card about the story: a new scene, a new choice.

import { useSignal } from "@preact/signals";
import { edit, show } from "../../state/document.ts";
import { focused } from "../focus.ts";
import { Goals } from "./goals.tsx";

export function NewScene({ word, done }: { word: number; done: () => void }) {
  const title = useSignal("");
  const space = useSignal("");
  const add = async (event: Event) => {
    event.preventDefault();
    if (
      await edit({ do: "add-scene", word, title: title.value.trim(), set: space.value ? { space: space.value } : {} })
    )
      done();
  };
  return (
    <form class="fields" onSubmit={(event) => void add(event)}>
      <h3>A scene begins here</h3>
      <label>
        Title{" "}
        <input
          required
          value={title.value}
          onInput={(event) => (title.value = event.currentTarget.value)}
          ref={focused}
        />
      </label>
      <label>
        Room
        <select value={space.value} onChange={(event) => (space.value = event.currentTarget.value)}>
          <option value="">none</option>
          {show.value!.names.spaces.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <button class="main">Add the scene</button>
    </form>
  );
}

export function NewChoice({ word, done }: { word: number; done: () => void }) {
  const ask = useSignal("");
  const options = useSignal(["", ""]);
  const goals = useSignal(["", ""]);
  const add = async (event: Event) => {
    event.preventDefault();
    const list = options.value.map((words, at) => ({
      words: words.trim(),
      ...(goals.value[at] ? { to: goals.value[at] } : {}),
    }));
    const set = ask.value.trim() ? { ask: ask.value.trim() } : {};
    if (
      await edit({ do: "add-choice", at: { word, edge: "after" }, set, options: list.filter((option) => option.words) })
    )
      done();
  };
  const put = (list: typeof options, at: number, value: string) =>
    (list.value = list.value.map((old, index) => (index === at ? value : old)));
  return (
    <form class="fields" onSubmit={(event) => void add(event)}>
      <h3>The listener decides here</h3>
      <label>
        Question{" "}
        <input
          value={ask.value}
          placeholder="What now?"
          onInput={(event) => (ask.value = event.currentTarget.value)}
          ref={focused}
        />
      </label>
      {options.value.map((words, at) => (
        <div class="option" key={at}>
          <label>
            Option {at + 1}{" "}
            <input required value={words} onInput={(event) => put(options, at, event.currentTarget.value)} />
          </label>
          <label>
            goes to
            <select value={goals.value[at]} onChange={(event) => put(goals, at, event.currentTarget.value)}>
              <Goals />
            </select>
          </label>
        </div>
      ))}
      <button
        type="button"
        class="chip"
        onClick={() => {
          options.value = [...options.value, ""];
          goals.value = [...goals.value, ""];
        }}
      >
        one more option
      </button>
      <button class="main">Add the choice</button>
    </form>
  );
}
