// The story as a list: for screen readers, for narrow pages, and to find a scene.

import { useSignal } from "@preact/signals";
import { exitsOf, exitWords, type StoryNode } from "../../model/story.ts";
import { been, findings, here, pickedScene, story } from "../../state/map.ts";
import { Icon } from "../icons.tsx";
import { goalWords } from "../story/goal.ts";
import { pick } from "./canvas.tsx";
import { opening } from "./details.tsx";
import { foundWords } from "./found.tsx";

export function StoryList() {
  const wanted = useSignal("");
  const nodes = story.value.nodes.filter((node) => fits(node, wanted.value.toLowerCase()));
  return (
    <div class="story-list">
      <label class="find">
        <Icon name="search" />
        <input
          type="search"
          aria-label="Find a scene, a choice or an option"
          placeholder="Find a scene, a choice, an option"
          value={wanted.value}
          onInput={(event) => (wanted.value = event.currentTarget.value)}
        />
      </label>
      <ol tabIndex={0} aria-label="Scenes">
        {nodes.map((node) => (
          <Scene key={node.id} node={node} />
        ))}
        {nodes.length === 0 && <li class="empty">No scene has these words.</li>}
      </ol>
    </div>
  );
}

function fits(node: StoryNode, wanted: string): boolean {
  const words = [node.id, node.title, node.when ?? ""];
  for (const { choice } of node.stops) words.push(choice.id, choice.ask ?? "");
  for (const exit of exitsOf(node)) words.push(exit.id, exitWords(exit), exit.when ?? "", ...exit.notes);
  return words.some((each) => each.toLowerCase().includes(wanted));
}

function Scene({ node }: { node: StoryNode }) {
  const found = findings.value.get(`scene:${node.id}`) ?? [];
  return (
    <li class={here.value === node.id ? "here" : undefined}>
      <button class="list-scene" aria-pressed={pickedScene.value === node.id} onClick={() => pick(node)}>
        <b>{node.title}</b>
        <small>
          {here.value === node.id ? "you are here · " : been.value.has(node.id) ? "heard · " : ""}
          {opening(node)} …
        </small>
      </button>
      {node.when && <p class="terms">heard when {node.when}</p>}
      {found.length > 0 && (
        <p class="terms warn">
          <Icon name="warning" /> {foundWords(found)}
        </p>
      )}
      <ul>
        {node.stops.map(({ choice, exits }) => (
          <li key={choice.id}>
            <span class="asks">{choice.ask ?? choice.id}</span>
            <ul>
              {exits.map((exit) => (
                <Way key={exit.id} words={exitWords(exit)} exit={exit} />
              ))}
            </ul>
          </li>
        ))}
        {node.ways.map((exit) => (
          <Way key={exit.id} words={exitWords(exit)} exit={exit} />
        ))}
      </ul>
    </li>
  );
}

function Way({ words, exit }: { words: string; exit: ReturnType<typeof exitsOf>[number] }) {
  const goal = exit.to === null ? undefined : story.value.byId.get(exit.to);
  const found = findings.value.get(`exit:${exit.id}`) ?? [];
  return (
    <li>
      {words} →{" "}
      {goal ? (
        <button class="plain goal" onClick={() => pick(goal)}>
          {goal.title}
        </button>
      ) : (
        goalWords(exit.to)
      )}
      {(exit.when || exit.notes.length > 0) && (
        <span class="terms"> {[exit.when && `when ${exit.when}`, ...exit.notes].filter(Boolean).join(" · ")}</span>
      )}
      {found.length > 0 && (
        <p class="terms warn">
          <Icon name="warning" /> {foundWords(found)}
        </p>
      )}
    </li>
  );
}
