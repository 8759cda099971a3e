// What `check` finds, with the ways to mend it.

import type { Problem } from "../../link/protocol.ts";
import { over } from "../../model/selection.ts";
import { edit, show, words } from "../../state/document.ts";
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

const LONGEST = 70;
const rank = (problem: Problem) => (problem.severity === "error" ? 0 : 1);

function Row({ problem }: { problem: Problem }) {
  return (
    <li class={problem.severity}>
      <button class="problem" onClick={() => goTo(problem)}>
        <Icon name="warning" />
        <span>
          <span class="away">{problem.severity}: </span>
          <Said words={problem.message} />
          <Quote problem={problem} />
          {helpOf(problem).map((help) => (
            <small>
              <Said words={help} />
            </small>
          ))}
        </span>
      </button>
      {problem.actions.length > 0 && (
        <div class="chips">
          {problem.actions.map((action) => (
            <button class="chip" onClick={() => void edit(action.gesture)}>
              <span>
                <Said words={action.title} />
              </span>
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

// The messages are those of the program, which writes names and code between backticks.
function Said({ words }: { words: string }) {
  return <>{words.split("`").map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>;
}

// The words of the text that a problem is about.
function Quote({ problem }: { problem: Problem }) {
  const place = problem.places.find((each) => each.words && each.words[0] < each.words[1]);
  if (!place?.words) return null;
  const quote = words.value!.text(...place.words);
  return <q>{quote.length > LONGEST ? `${quote.slice(0, LONGEST)} …` : quote}</q>;
}

/** On this page a line gets its speaker without a row in the script. */
function helpOf(problem: Problem): readonly string[] {
  if (problem.code !== "unassigned-line") return problem.help;
  return ["Go there, and say who speaks: a digit gives the line to a role, 0 to the narrator"];
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
