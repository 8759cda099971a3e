// The sizes of the boxes on the map. `style/map.css` has the same.

import type { Box, Link } from "./layout.ts";
import { END, exitsOf, type Exit, type Story, type StoryNode } from "./story.ts";

const WIDTH = 236;
const HEAD = 46;
const NOTE = 19;
const ASK = 30;
const EXIT = 28;
const FOOT = 8;

/** Whether an exit has a second row. */
export const hasNotes = (exit: Exit) => exit.when !== null || exit.notes.length > 0;
const exitHeight = (exit: Exit) => EXIT + (hasNotes(exit) ? NOTE : 0);

/** The box of a scene, and the height of each of its exits. */
export function boxOf(node: StoryNode): Box & { readonly ports: ReadonlyMap<string, number> } {
  const ports = new Map<string, number>();
  let y = HEAD + (node.when ? NOTE : 0);
  const add = (exit: Exit) => {
    ports.set(exit.id, y + EXIT / 2);
    y += exitHeight(exit);
  };
  for (const stop of node.stops) {
    y += ASK;
    stop.exits.forEach(add);
  }
  node.ways.forEach(add);
  return { id: node.id, width: WIDTH, height: y + FOOT, ports };
}

/** What is laid out of a story. */
export function graphOf(story: Story): { readonly boxes: readonly Box[]; readonly links: readonly Link[] } {
  const boxes = story.nodes.map(boxOf);
  const links = story.nodes.flatMap((node, at) =>
    exitsOf(node)
      .filter((exit) => exit.to !== null && exit.to !== END)
      .map((exit) => ({ id: exit.id, from: node.id, to: exit.to!, port: boxes[at]!.ports.get(exit.id)! })),
  );
  return { boxes, links };
}
