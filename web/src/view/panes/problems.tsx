// What `check` finds, with the ways to mend it.

import type { Problem } from "../../link/protocol.ts";
import { over } from "../../model/selection.ts";
import { edit, show } from "../../state/document.ts";
import { openPane, select } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { Clarity } from "./clarity.tsx";
import { scriptPlace } from "../../script/place.ts";

export function ProblemsPane() {
  const problems = show.value!.problems;
  const sorted = problems
    .map((problem, number) => ({ problem, number }))
    .sort((a, b) => rank(a.problem) - rank(b.problem));
  return (
    <div class="problems" tabIndex={0} role="region" aria-label="Problems">
      {problems.length === 0 && <p class="empty">Nothing is wrong.</p>}
      <ul>
        {sorted.slice(0, 300).map(({ problem, number }) => (
          <Row key={number} problem={problem} />
        ))}
        {sorted.length > 300 && <li class="empty">and {sorted.length - 300} more</li>}
      </ul>
      <Clarity />
    </div>
  );
}

const rank = (problem: Problem) => (problem.severity === "error" ? 0 : 1);

function Row({ problem }: { problem: Problem }) {
  return (
    <li class={problem.severity}>
      <button class="problem" onClick={() => goTo(problem)}>
        <Icon name="warning" />
        <span>
          <span class="away">{problem.severity}: </span>
          {problem.message}
          {problem.help.map((help) => (
            <small>{help}</small>
          ))}
        </span>
      </button>
      {problem.actions.length > 0 && (
        <div class="chips">
          {problem.actions.map((action) => (
            <button class="chip" onClick={() => void edit(action.gesture)}>
              {action.title}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

/** Goes to the words of a problem, else to its place in the script. */
function goTo(problem: Problem): void {
  const inText = problem.places.find((place) => place.words);
  if (inText?.words) return select(over(...inText.words));
  const place = problem.places.find((each) => each.in === "script");
  if (!place) return;
  scriptPlace.value = place.span;
  openPane("script");
}
