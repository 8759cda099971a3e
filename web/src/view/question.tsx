// The question of an interactive show that waits for the listener: its options, its clock, and the way back.

import { RATE } from "../link/protocol.ts";
import { show } from "../state/document.ts";
import { at, back, choose, question, setClock, timed } from "../state/playing.ts";

export function Question() {
  const asked = question.value;
  if (!asked) return null;
  const has = show.value?.choices.find((choice) => choice.id === asked.choice)?.wait != null;
  return (
    <section class="question" aria-label="The show asks" aria-live="polite">
      <div class="ask-head">
        <h2>{asked.ask ?? "What now?"}</h2>
        {asked.ends !== null && <Left ends={asked.ends} />}
      </div>
      <div class="chips">
        {asked.options.map((option) => (
          <button
            class="chip"
            key={option.option}
            aria-pressed={asked.taken === option.option}
            onClick={() => choose(option.option)}
          >
            <kbd>{option.number}</kbd> {option.words}
          </button>
        ))}
      </div>
      {asked.ends !== null && <Time from={asked.asked} ends={asked.ends} />}
      <div class="beside">
        {asked.number > 0 && (
          <button class="chip" onClick={back}>
            back to the last choice <kbd>B</kbd>
          </button>
        )}
        {has && (
          <button class="chip" aria-pressed={!timed.value} onClick={() => setClock(!timed.value)}>
            no time limit <kbd>T</kbd>
          </button>
        )}
      </div>
    </section>
  );
}

// The clock begins when the question is over.
function Time({ from, ends }: { from: number; ends: number }) {
  const left = Math.max(0, Math.min(1, (ends - at.value) / Math.max(1, ends - from)));
  return (
    <div class="time" aria-hidden="true">
      <span style={{ transform: `scaleX(${left})` }} />
    </div>
  );
}

function Left({ ends }: { ends: number }) {
  const seconds = Math.max(0, Math.ceil((ends - at.value) / RATE));
  return <small>{seconds} s</small>;
}
