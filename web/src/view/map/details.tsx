// What is picked on the map: a scene with its choices and ways, or what the show remembers.

import { useEffect, useRef } from "preact/hooks";
import type { Scene } from "../../link/protocol.ts";
import type { StoryNode } from "../../model/story.ts";
import { single } from "../../model/selection.ts";
import { edit, show, words } from "../../state/document.ts";
import { findings, pickedScene, story, variables } from "../../state/map.ts";
import { play } from "../../state/playing.ts";
import { select } from "../../state/view.ts";
import { Head, Remove } from "../card/head.tsx";
import { Icon } from "../icons.tsx";
import { ChoiceFields, ChoiceMore } from "../story/choice.tsx";
import { SceneFields, Ways } from "../story/scene.tsx";
import { Conditions } from "../story/sets.tsx";
import { StateFields } from "../story/state.tsx";
import { Found } from "./found.tsx";

export function Details() {
  const id = pickedScene.value;
  const node = id === null ? undefined : story.value.byId.get(id);
  if (!node && !variables.value) return null;
  return (
    <section class="map-details" aria-label={node ? `The scene ${node.title}` : "Variables"}>
      {node ? <SceneDetails key={node.id} node={node} /> : <State />}
      <Conditions />
    </section>
  );
}

function State() {
  return (
    <>
      <Head icon="variables" title="Variables" kind="" close={() => (variables.value = false)} />
      <StateFields />
    </>
  );
}

function SceneDetails({ node }: { node: StoryNode }) {
  const scene = show.value!.scenes.find((each) => each.id === node.id);
  const from = node.words[0];
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.parentElement?.scrollTo({ top: 0 }), []);
  return (
    <>
      <div ref={top}>
        <Head icon="scene" title={node.title} kind={scene ? "scene" : ""} close={() => (pickedScene.value = null)}>
          <button
            class="plain sign"
            aria-label="Play from here"
            title="Play from here, on the shortest path that leads here"
            onClick={() => void play(from)}
          >
            <Icon name="play" />
          </button>
        </Head>
      </div>
      <p class="where">
        <button class="plain" onClick={() => select(single(from))}>
          “{opening(node)} …”
        </button>
      </p>
      <Found problems={findings.value.get(`scene:${node.id}`)} />
      {scene && <SceneFields scene={scene} />}
      {node.stops.map(({ choice }) => (
        <section class="stop" key={choice.id} aria-label={`Choice ${choice.id}`}>
          <h3>
            <Icon name="choice" /> Choice <span class="now">{choice.id}</span>
          </h3>
          <Found problems={findings.value.get(`choice:${choice.id}`)} />
          {choice.options.map((option) => (
            <Found key={option.id} problems={findings.value.get(`exit:${choice.id}.${option.id}`)} />
          ))}
          <ChoiceFields choice={choice} />
          <ChoiceMore choice={choice} />
          <Remove what="the choice" remove={() => void edit({ do: "remove-choice", choices: [choice.id] })} />
        </section>
      ))}
      {node.ways.length > 0 && scene && <After scene={scene} node={node} />}
      <footer>
        <div class="chips">
          <button class="chip" onClick={() => void addChoice(node)}>
            <Icon name="plus" /> a choice at its end
          </button>
          {scene && (
            <Remove
              what="the scene"
              remove={() => {
                pickedScene.value = null;
                void edit({ do: "remove-scene", scenes: [scene.id] });
              }}
            />
          )}
        </div>
      </footer>
    </>
  );
}

function After({ scene, node }: { scene: Scene; node: StoryNode }) {
  return (
    <section class="stop" aria-label="After the scene">
      <h3>After the scene</h3>
      {node.ways.map((way) => (
        <Found key={way.id} problems={findings.value.get(`exit:${way.id}`)} />
      ))}
      <Ways scene={scene} />
    </section>
  );
}

/** The first words of a scene. */
export function opening(node: StoryNode): string {
  const [from, end] = node.words;
  return words.value!.text(from, Math.min(end, from + 8)).replace(/\s+/g, " ");
}

/** Asks the listener after the last words of a scene. */
export function addChoice(node: StoryNode): Promise<unknown> {
  const [from, end] = node.words;
  return edit({
    do: "add-choice",
    at: { word: Math.max(from, end - 1), edge: "after" },
    set: { ask: "What now?" },
    options: [{ words: "Go on" }, { words: "The end", to: "end" }],
  });
}
