// The question of an interactive show that waits for the listener.

import { choose, question } from "../state/playing.ts";

export function Question() {
  const asked = question.value;
  if (!asked) return null;
  return (
    <section class="question" aria-label="The show asks">
      <h2>{asked.ask ?? "What now?"}</h2>
      <div class="chips">
        {asked.options.map((option) => (
          <button class="chip" key={option.option} onClick={() => choose(option.option)}>
            <kbd>{option.number}</kbd> {option.words}
          </button>
        ))}
      </div>
    </section>
  );
}
