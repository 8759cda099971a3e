// The map itself: boxes of scenes with the exits in them, and links between them.

import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { type Laid, layOut } from "../../model/layout.ts";
import { single } from "../../model/selection.ts";
import { graphOf } from "../../model/size.ts";
import type { Story, StoryNode } from "../../model/story.ts";
import { here, pickedExit, pickedScene, story } from "../../state/map.ts";
import { playing } from "../../state/playing.ts";
import { select } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { camera, fit, moved, unit } from "./camera.ts";
import { hold } from "./hand.ts";
import { mapKeys, scale, show, whole } from "./keys.ts";
import { dragged, ON_MARK } from "./link.ts";
import { Links } from "./links.tsx";
import { NodeBox } from "./node.tsx";
import { Overview } from "./overview.tsx";

/** A map that does not fit at this scale begins with its first scenes. */
const READABLE = 0.72;

/** Picks a scene: its card is shown, and the text goes there. */
export function pick(node: StoryNode): void {
  pickedScene.value = node.id;
  pickedExit.value = null;
  select(single(node.words[0]));
}

export function Canvas() {
  const root = useRef<HTMLDivElement>(null);
  const now = story.value;
  const laid = useMemo(() => {
    const graph = graphOf(now);
    return layOut(graph.boxes, graph.links);
  }, [now]);
  useLayoutEffect(() => {
    if (!moved.by) begin(root.current!, laid, now);
  }, [laid]);
  // At once: a hand that is there before the first frame is not lost.
  useLayoutEffect(() => hold(root.current!), []);
  // The card of a picked scene takes room, so the scene is shown when it is there.
  useSignalEffect(() => {
    const node = pickedScene.value === null ? undefined : story.peek().byId.get(pickedScene.value);
    if (!node) return;
    const frame = requestAnimationFrame(() => root.current && show(root.current, laid, node));
    return () => cancelAnimationFrame(frame);
  });
  useSignalEffect(() => {
    const scene = here.value;
    const node = scene === null ? undefined : story.peek().byId.get(scene);
    if (node && playing.peek()) show(root.current!, laid, node);
  });
  return (
    <div class="map-canvas" ref={root} onKeyDown={(event) => mapKeys(event, { root: root.current!, laid, story: now })}>
      <World laid={laid} now={now} />
      <Tools root={root} laid={laid} now={now} />
      <Overview root={root} laid={laid} now={now} />
      <Drops />
    </div>
  );
}

function World({ laid, now }: { laid: Laid; now: Story }) {
  const world = useRef<HTMLDivElement>(null);
  // Moving the map draws nothing anew.
  useSignalEffect(() => {
    const { x, y, scale } = camera.value;
    world.current!.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  });
  const focus = pickedScene.value !== null && now.byId.has(pickedScene.value) ? pickedScene.value : now.nodes[0]?.id;
  return (
    <div class="world" ref={world} role="group" aria-label={HELP}>
      <Links laid={laid} now={now} />
      {now.nodes.map((node) => (
        <NodeBox key={node.id} node={node} spot={laid.boxes.get(node.id)!} first={node.id === focus} />
      ))}
    </div>
  );
}

const HELP = "Map of the story. Arrow keys go from scene to scene, Enter opens a scene, P plays from it";

// A map that fits is seen whole; of a larger one the scene that is heard, or the first.
function begin(root: HTMLElement, laid: Laid, now: Story): void {
  const { clientWidth: width, clientHeight: height } = root;
  fit({ x: 0, y: 0, width: laid.width, height: laid.height }, width, height, READABLE * unit());
  const node = now.byId.get(pickedScene.peek() ?? here.peek() ?? "") ?? now.nodes[0];
  if (node) show(root, laid, node);
}

function Tools({ root, laid, now }: { root: { current: HTMLDivElement | null }; laid: Laid; now: Story }) {
  const node = here.value === null ? undefined : now.byId.get(here.value);
  return (
    <div class="map-zoom" role="group" aria-label="Size of the map">
      <button
        class="plain sign"
        aria-label="Larger"
        title="Larger (+)"
        onClick={() => scale({ root: root.current! }, 1.25)}
      >
        <Icon name="plus" />
      </button>
      <button
        class="plain sign"
        aria-label="Smaller"
        title="Smaller (−)"
        onClick={() => scale({ root: root.current! }, 0.8)}
      >
        <Icon name="minus" />
      </button>
      <button
        class="plain sign"
        aria-label="The whole map"
        title="The whole map (0)"
        onClick={() => whole({ root: root.current!, laid })}
      >
        <Icon name="fit" />
      </button>
      <button
        class="plain sign"
        aria-label="Where the show is"
        title="Where the show is"
        disabled={!node}
        onClick={() => node && show(root.current!, laid, node)}
      >
        <Icon name="here" />
      </button>
    </div>
  );
}

// While a link is dragged, it can also be dropped on what is no scene.
function Drops() {
  const now = dragged.value;
  if (!now) return null;
  const goal = (mark: string, words: string) => (
    <span class={now.over === mark ? "drop over" : "drop"} data-goal={mark}>
      {words}
    </span>
  );
  return (
    <div class="drops">
      {goal("end", "The end")}
      {goal(ON_MARK, now.exit.option ? "Goes on with the next words" : "Goes on with the next scene")}
    </div>
  );
}
