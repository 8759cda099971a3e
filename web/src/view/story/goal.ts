// Where options and ways lead, and how that is changed.

import type { Settings, Way } from "../../link/protocol.ts";
import { END, type Exit, type StoryNode } from "../../model/story.ts";
import { edit, show } from "../../state/document.ts";
import { pickedScene } from "../../state/map.ts";
import { isOpen, openThing } from "../../state/view.ts";

/** The goal of an option after which the scene goes on, and of a scene that goes on with the next one. */
export const ON = "";

/** The value of `then`: nothing, one goal, or a list of ways. */
export function thenOf(ways: readonly Way[]): unknown {
  if (ways.length === 0) return null;
  if (ways.length === 1 && ways[0]!.when === null) return ways[0]!.to;
  return ways.map(({ to, when }) => (when === null ? to : { to, when }));
}

export const setScene = (scene: string, set: Settings) => edit({ do: "set-scene", scenes: [scene], set });
export const setChoice = (choice: string, set: Settings) => edit({ do: "set-choice", choice, set });
export const setWays = (scene: string, ways: readonly Way[]) => setScene(scene, { then: thenOf(ways) });

/** Gives a thing another name in the whole script. What is open stays open. */
export async function renameThing(what: "scene" | "choice", name: string, to: string): Promise<unknown> {
  const done = await edit({ do: "rename", what, name, to });
  if (!done) return null;
  if (what === "scene" && pickedScene.peek() === name) pickedScene.value = to;
  if (isOpen(what, name)) openThing(what, to);
  return done;
}

/** Whether the goal of an exit can be changed: the words before the first scene have no `then`. */
export const canLead = (node: StoryNode, exit: Exit) => exit.option !== null || node.id !== "";

/** Lets an exit lead to a scene, to the end, or on. */
export function lead(node: StoryNode, exit: Exit, goal: string): Promise<unknown> {
  if (exit.option) return setChoice(exit.id, { to: goal === ON ? null : goal });
  const ways = show.value!.scenes.find((scene) => scene.id === node.id)?.then ?? [];
  if (goal === ON) return setWays(node.id, ways.length > 1 ? ways.filter((_, at) => at !== exit.way) : []);
  if (ways.length === 0) return setWays(node.id, [{ to: goal, when: null }]);
  return setWays(
    node.id,
    ways.map((way, at) => (at === exit.way ? { ...way, to: goal } : way)),
  );
}

/** The words for a goal. */
export function goalWords(to: string | null): string {
  if (to === null) return "goes on here";
  if (to === END) return "the end";
  return show.value!.scenes.find((scene) => scene.id === to)?.title || to;
}
