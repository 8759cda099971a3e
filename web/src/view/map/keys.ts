// The keys of the map. The help page lists this table.

import type { Laid } from "../../model/layout.ts";
import { nearest } from "../../model/nearest.ts";
import { boxOf } from "../../model/size.ts";
import type { Story, StoryNode } from "../../model/story.ts";
import { play } from "../../state/playing.ts";
import { type Area, fit, moved, reveal, zoom } from "./camera.ts";

/** The map as keys find it. */
interface Map {
  readonly root: HTMLElement;
  readonly laid: Laid;
  readonly story: Story;
  /** The scene that has the focus. */
  readonly node: StoryNode | undefined;
}

interface MapKey {
  readonly keys: readonly string[];
  readonly does: string;
  run(map: Map, key: string): void;
}

export const MAP_KEYS: readonly MapKey[] = [
  {
    keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
    does: "To the scene in this direction. Enter opens it",
    run: (map, key) => go(map, map.node ? nearest(spots(map), map.node.id, key) : (map.story.nodes[0]?.id ?? null)),
  },
  { keys: ["Home"], does: "To the first scene", run: (map) => go(map, map.story.nodes[0]?.id ?? null) },
  { keys: ["End"], does: "To the last scene", run: (map) => go(map, map.story.nodes.at(-1)?.id ?? null) },
  { keys: ["p"], does: "Play from the scene", run: ({ node }) => void (node && play(node.words[0])) },
  { keys: ["+", "="], does: "Larger", run: (map) => scale(map, 1.25) },
  { keys: ["-"], does: "Smaller", run: (map) => scale(map, 0.8) },
  { keys: ["0"], does: "The whole map", run: whole },
];

const spots = ({ laid }: Map) => [...laid.boxes].map(([id, spot]) => ({ id, ...spot }));

/** The place of a scene on the map. */
export function areaOf(laid: Laid, node: StoryNode): Area {
  const { width, height } = boxOf(node);
  return { ...laid.boxes.get(node.id)!, width, height };
}

function go({ root, laid, story }: Map, id: string | null): void {
  const node = id === null ? undefined : story.byId.get(id);
  if (!node) return;
  show(root, laid, node);
  root.querySelector<HTMLElement>(`[data-scene="${CSS.escape(node.id)}"] .node-head`)?.focus({ preventScroll: true });
}

/** Moves the map so that a scene is seen. */
export function show(root: HTMLElement, laid: Laid, node: StoryNode): void {
  reveal(areaOf(laid, node), root.clientWidth, root.clientHeight);
}

/** Scales the map around its middle. */
export function scale({ root }: Pick<Map, "root">, factor: number): void {
  moved.by = true;
  zoom(factor, root.clientWidth / 2, root.clientHeight / 2);
}

/** Shows the whole map. */
export function whole({ root, laid }: Pick<Map, "root" | "laid">): void {
  moved.by = true;
  fit({ x: 0, y: 0, width: laid.width, height: laid.height }, root.clientWidth, root.clientHeight);
}

/** Does what a key means on the map. */
export function mapKeys(event: KeyboardEvent, map: Omit<Map, "node">): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const found = MAP_KEYS.find((each) => each.keys.includes(event.key));
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  const id = (event.target as HTMLElement).closest<HTMLElement>("[data-scene]")?.dataset.scene;
  found.run({ ...map, node: id === undefined ? undefined : map.story.byId.get(id) }, event.key);
}
