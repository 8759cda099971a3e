// The links between the boxes. They are drawn below them; the exits in the boxes have the same in words.

import type { Laid } from "../../model/layout.ts";
import { NEVER } from "../../model/findings.ts";
import { boxOf } from "../../model/size.ts";
import { type Exit, exitsOf, exitWords, type Story, type StoryNode } from "../../model/story.ts";
import { findings, pickedExit, pickedScene, taken } from "../../state/map.ts";
import { canLead, goalWords } from "../story/goal.ts";
import { dragged, dragLink } from "./link.ts";

export function Links({ laid, now }: { laid: Laid; now: Story }) {
  const links = now.nodes.flatMap((node) =>
    exitsOf(node).flatMap((exit) => (laid.paths.has(exit.id) ? [{ node, exit }] : [])),
  );
  return (
    <svg class="links" width={laid.width + 80} height={laid.height + 40} aria-hidden="true">
      <defs>
        {["plain", "lit"].map((look) => (
          <marker
            key={look}
            id={`arrow-${look}`}
            class={`arrow ${look}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0.5 7.5 4 0 7.5Z" />
          </marker>
        ))}
      </defs>
      {links.map(({ node, exit }) => (
        <LinkPath key={exit.id} node={node} exit={exit} path={laid.paths.get(exit.id)!} laid={laid} />
      ))}
      <Loose />
    </svg>
  );
}

function LinkPath({ node, exit, path, laid }: { node: StoryNode; exit: Exit; path: string; laid: Laid }) {
  const lit = pickedExit.value === exit.id || pickedScene.value === node.id || pickedScene.value === exit.to;
  const found = findings.value.get(`exit:${exit.id}`) ?? [];
  const look = [
    "link",
    exit.option === null && "way",
    exit.chance && "chance",
    lit && "lit",
    taken.value.has(exit.id) && "taken",
    found.some((problem) => NEVER.has(problem.code)) && "never",
    dragged.value?.exit.id === exit.id && "dragged",
  ];
  const spot = laid.boxes.get(node.id)!;
  const { width, ports } = boxOf(node);
  const from = { x: spot.x + width, y: spot.y + ports.get(exit.id)! };
  return (
    <g class={look.filter(Boolean).join(" ")}>
      <path d={path} marker-end={`url(#arrow-${lit ? "lit" : "plain"})`} />
      <path
        class="hit"
        d={path}
        onPointerEnter={() => (pickedExit.value = exit.id)}
        onPointerLeave={() => (pickedExit.value = null)}
        onPointerDown={canLead(node, exit) ? (event) => dragLink(event, node, exit, from) : undefined}
      >
        <title>{`${exitWords(exit)} → ${goalWords(exit.to)}`}</title>
      </path>
    </g>
  );
}

// The link that is dragged.
function Loose() {
  const now = dragged.value;
  if (!now) return null;
  const { from, to, over } = now;
  const half = Math.max(30, Math.abs(to.x - from.x) / 2);
  return (
    <path
      class={over === null ? "loose" : "loose over"}
      d={`M${from.x} ${from.y} C${from.x + half} ${from.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`}
      marker-end="url(#arrow-lit)"
    />
  );
}
