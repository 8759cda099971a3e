// The box of a scene: its title, the choices in it, and the exits.

import { NEVER } from "../../model/findings.ts";
import { boxOf, hasNotes } from "../../model/size.ts";
import { END, type Exit, exitWords, type StoryNode } from "../../model/story.ts";
import { been, findings, here, pickedExit, pickedScene, taken } from "../../state/map.ts";
import { Icon } from "../icons.tsx";
import { canLead, goalWords } from "../story/goal.ts";
import { pick } from "./canvas.tsx";
import { foundWords } from "./found.tsx";
import { dragged, dragLink } from "./link.ts";

interface NodeProps {
  readonly node: StoryNode;
  readonly spot: { readonly x: number; readonly y: number };
  /** Whether the Tab key comes to it. */
  readonly first: boolean;
}

export function NodeBox({ node, spot, first }: NodeProps) {
  const found = findings.value.get(`scene:${node.id}`) ?? [];
  const look = [
    "node",
    pickedScene.value === node.id && "picked",
    here.value === node.id && "here",
    been.value.has(node.id) && "been",
    node.ends && "ends",
    found.some((problem) => NEVER.has(problem.code)) && "never",
    dragged.value?.over === node.id && "over",
  ];
  return (
    <div
      class={look.filter(Boolean).join(" ")}
      role="group"
      aria-label={node.title}
      data-scene={node.id}
      data-goal={node.id || undefined}
      style={{ transform: `translate(${spot.x}px, ${spot.y}px)`, height: `${boxOf(node).height}px` }}
    >
      <button
        class="node-head"
        tabIndex={first ? 0 : -1}
        aria-pressed={pickedScene.value === node.id}
        onClick={() => pick(node)}
      >
        <b>{node.title}</b>
        <small>
          {here.value === node.id && <span class="away">You are here. </span>}
          {count(node)}
          {node.space && ` · ${node.space}`}
        </small>
        {found.length > 0 && (
          <Warned words={foundWords(found)} error={found.some((each) => each.severity === "error")} />
        )}
      </button>
      {node.when && <p class="terms">when {node.when}</p>}
      {node.stops.map(({ choice, exits }) => (
        <div key={choice.id} role="group" aria-label={choice.ask ?? choice.id}>
          <p class="asks">
            <Icon name="choice" /> <span>{choice.ask ?? choice.id}</span>
            <ChoiceFound id={choice.id} />
          </p>
          {exits.map((exit) => (
            <ExitRow key={exit.id} node={node} exit={exit} spot={spot} />
          ))}
        </div>
      ))}
      {node.ways.map((exit) => (
        <ExitRow key={exit.id} node={node} exit={exit} spot={spot} />
      ))}
    </div>
  );
}

function count({ words: [from, end] }: StoryNode): string {
  const words = end - from;
  return `${words} word${words === 1 ? "" : "s"}`;
}

function Warned({ words, error }: { words: string; error: boolean }) {
  return (
    <span class={error ? "warned error" : "warned"} title={words}>
      <Icon name="warning" />
      <span class="away">{words}</span>
    </span>
  );
}

function ChoiceFound({ id }: { id: string }) {
  const found = findings.value.get(`choice:${id}`);
  return found ? <Warned words={foundWords(found)} error={found.some((each) => each.severity === "error")} /> : null;
}

function ExitRow({ node, exit, spot }: { node: StoryNode; exit: Exit; spot: NodeProps["spot"] }) {
  const found = findings.value.get(`exit:${exit.id}`) ?? [];
  const notes = [exit.when && `when ${exit.when}`, ...exit.notes].filter(Boolean).join(" · ");
  const look = [
    "exit",
    exit.option === null && "way",
    taken.value.has(exit.id) && "taken",
    pickedExit.value === exit.id && "lit",
    found.some((problem) => NEVER.has(problem.code)) && "never",
  ];
  const from = () => ({ x: spot.x + boxOf(node).width, y: spot.y + boxOf(node).ports.get(exit.id)! });
  const words = exitWords(exit);
  const goal = goalWords(exit.to);
  return (
    <div class={look.filter(Boolean).join(" ")}>
      <button
        class="exit-words"
        tabIndex={-1}
        title={`${words} → ${goal}`}
        onClick={() => {
          pick(node);
          pickedExit.value = exit.id;
        }}
        onPointerEnter={() => (pickedExit.value = exit.id)}
        onPointerLeave={() => (pickedExit.value = null)}
      >
        <span class="exit-name">{words}</span>
        {hasNotes(exit) && <span class="terms">{notes}</span>}
        <span class="away"> leads to {goal}</span>
      </button>
      {found.length > 0 && <Warned words={foundWords(found)} error={found.some((each) => each.severity === "error")} />}
      <span
        class={exit.to === null ? "port on" : exit.to === END ? "port end" : "port"}
        title={canLead(node, exit) ? `${goal}. Drag it to another scene` : goal}
        onPointerDown={canLead(node, exit) ? (event) => dragLink(event, node, exit, from()) : undefined}
        aria-hidden="true"
      >
        {exit.to === END ? "end" : exit.to === null ? "↓" : ""}
      </span>
    </div>
  );
}
