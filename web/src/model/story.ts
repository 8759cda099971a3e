// The story of the show as a graph: scenes with the choices in them, and where each option and way leads.

import type { Choice, Option, Show } from "../link/protocol.ts";

export const END = "end";

/** A way out of a node: an option of a choice, or a way after the scene. */
export interface Exit {
  /** `CHOICE.OPTION`, or the scene with the number of its way: `hall>0`. */
  readonly id: string;
  /** The option; null for a way after a scene. */
  readonly option: Option | null;
  /** The number of the way among those of the scene; null for an option. */
  readonly way: number | null;
  /** A scene, `end`, or null for an option after which the scene goes on. */
  readonly to: string | null;
  readonly when: string | null;
  /** What else an author knows about it: what it sets, that it is the default. */
  readonly notes: readonly string[];
  /** Whether chance decides if it is open. */
  readonly chance: boolean;
  /** Whether the script writes it; the way to the next scene is usual. */
  readonly written: boolean;
}

export interface Stop {
  readonly choice: Choice;
  readonly exits: readonly Exit[];
}

export interface StoryNode {
  /** The id of the scene; empty for the words before the first one. */
  readonly id: string;
  readonly title: string;
  /** Its words: the first, and the one after the last. */
  readonly words: readonly [number, number];
  readonly when: string | null;
  readonly space: string | null;
  readonly stops: readonly Stop[];
  readonly ways: readonly Exit[];
  /** Whether the show can end in it. */
  readonly ends: boolean;
}

export interface Story {
  readonly nodes: readonly StoryNode[];
  /** Choices that have no place in the text, because the script has mistakes. */
  readonly lost: readonly Choice[];
  readonly byId: ReadonlyMap<string, StoryNode>;
}

/** The story of a show with so many words. */
export function storyOf(show: Show, count: number): Story {
  const chances = new Set(show.state.filter((each) => each.kind === "chance").map((each) => each.name));
  const byChance = (when: string | null) =>
    when !== null && (when.match(/[\p{L}_][\p{L}\p{N}_-]*/gu) ?? []).some((word) => chances.has(word));
  const inScene = new Map<string, Choice[]>();
  for (const choice of show.choices) {
    if (choice.word === null) continue;
    const scene = choice.scene ?? "";
    inScene.set(scene, [...(inScene.get(scene) ?? []), choice]);
  }
  const first = show.scenes[0]?.word ?? count;
  const nodes: StoryNode[] = [];
  for (let scene = first > 0 ? -1 : 0; scene < show.scenes.length; scene++) {
    const own = show.scenes[scene];
    const choices = (inScene.get(own?.id ?? "") ?? []).sort((a, b) => a.word! - b.word!);
    const stops = choices.map((choice) => ({
      choice,
      exits: choice.options.map((option) => exitOf(choice, option, byChance)),
    }));
    const ways = goesOn(stops) ? waysOf(show, scene, byChance) : [];
    const exits = [...stops.flatMap((stop) => stop.exits), ...ways];
    nodes.push({
      id: own?.id ?? "",
      title: own ? own.title || own.id : show.scenes.length > 0 ? "The beginning" : "The whole text",
      words: [own?.word ?? 0, show.scenes[scene + 1]?.word ?? count],
      when: own?.when ?? null,
      space: own?.space ?? null,
      stops,
      ways,
      ends: exits.some((exit) => exit.to === END),
    });
  }
  return {
    nodes,
    lost: show.choices.filter((choice) => choice.word === null),
    byId: new Map(nodes.map((node) => [node.id, node])),
  };
}

// Whether the end of a scene is heard after its last choice.
function goesOn(stops: readonly Stop[]): boolean {
  const last = stops[stops.length - 1];
  return !last || last.exits.some((exit) => exit.to === null);
}

function exitOf(choice: Choice, option: Option, byChance: (when: string | null) => boolean): Exit {
  const notes: string[] = option.set.map(([name, value]) => `${name} = ${value}`);
  if (option.once) notes.push("once");
  if (choice.default === option.id) notes.push(choice.wait === null ? "default" : `after ${choice.wait} s`);
  return {
    id: `${choice.id}.${option.id}`,
    option,
    way: null,
    to: option.to,
    when: option.when,
    notes,
    chance: byChance(option.when),
    written: true,
  };
}

function waysOf(show: Show, scene: number, byChance: (when: string | null) => boolean): Exit[] {
  const own = show.scenes[scene];
  const name = own?.id ?? "";
  const way = (to: string, when: string | null, number: number, written: boolean): Exit => ({
    id: `${name}>${number}`,
    option: null,
    way: number,
    to,
    when,
    notes: [],
    chance: byChance(when),
    written,
  });
  if (own?.then) return own.then.map(({ to, when }, number) => way(to, when, number, true));
  return [way(show.scenes[scene + 1]?.id ?? END, null, 0, false)];
}

/** All exits of a node in order. */
export const exitsOf = (node: StoryNode): readonly Exit[] => [
  ...node.stops.flatMap((stop) => stop.exits),
  ...node.ways,
];

/** The words of an exit for a list. */
export function exitWords(exit: Exit): string {
  if (exit.option) return exit.option.words || exit.option.id;
  return !exit.written ? "goes on" : exit.way === 0 ? "then" : "or else";
}
