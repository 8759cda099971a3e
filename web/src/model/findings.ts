// What `check` finds in the story, by the thing of the map that it is about.

import type { Placed, Problem, Show } from "../link/protocol.ts";

/** The problems of `scene:ID`, `exit:ID` (as in the story), `choice:ID` and `state:NAME`. */
export type Findings = ReadonlyMap<string, readonly Problem[]>;

export function findingsOf(show: Show): Findings {
  const found = new Map<string, Problem[]>();
  const names = namesOf(show);
  for (const problem of show.problems) {
    const keys = new Set(
      problem.places
        .filter((place) => place.in === "script")
        .map((place) => smallest(names, place.span))
        .filter((name) => name !== null),
    );
    for (const key of keys) found.set(key, [...(found.get(key) ?? []), problem]);
  }
  return found;
}

interface Named {
  readonly name: string;
  readonly span: readonly [number, number];
}

function namesOf(show: Show): Named[] {
  const list = (kind: Placed, names: readonly string[]): Named[] =>
    names.flatMap((name, at) => {
      const [from, to] = [show.places[kind][2 * at], show.places[kind][2 * at + 1]];
      return from == null || to == null ? [] : [{ name, span: [from, to] }];
    });
  const ways = show.scenes.flatMap((scene) => (scene.then ?? []).map((_, at) => `exit:${scene.id}>${at}`));
  const options = show.choices.flatMap((choice) => choice.options.map((option) => `exit:${choice.id}.${option.id}`));
  return [
    ...list(
      "scenes",
      show.scenes.map((scene) => `scene:${scene.id}`),
    ),
    ...list("ways", ways),
    ...list(
      "choices",
      show.choices.map((choice) => `choice:${choice.id}`),
    ),
    ...list("options", options),
    ...list(
      "state",
      show.state.map((each) => `state:${each.name}`),
    ),
  ];
}

// The innermost thing that has a place of the script.
function smallest(names: readonly Named[], [from, to]: readonly [number, number]): string | null {
  const around = names.filter(({ span }) => span[0] <= from && to <= span[1]);
  around.sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
  return around[0]?.name ?? null;
}

/** Codes of scenes that nobody hears. */
export const NEVER = new Set(["scene-never-heard", "never-heard", "option-never-open", "way-never-taken"]);
