// The map of the story: its figures, the canvas or the list, and what is picked in it.

import { useComputed } from "@preact/signals";
import { clock } from "../../model/time.ts";
import { RATE } from "../../link/protocol.ts";
import { show } from "../../state/document.ts";
import { asList, met, paths, pickedScene, story, variables, wide } from "../../state/map.ts";
import { Icon } from "../icons.tsx";
import { Canvas } from "./canvas.tsx";
import { Details } from "./details.tsx";
import { StoryList } from "./list.tsx";

export function MapPane() {
  return (
    <div class="map">
      <Figures />
      <div class="map-body">
        {asList.value ? <StoryList /> : <Canvas />}
        <Details />
      </div>
    </div>
  );
}

function Figures() {
  const words = useComputed(figures);
  return (
    <div class="map-tools">
      <p class="figures" role="status">
        {words.value}
      </p>
      <button
        class="plain"
        aria-pressed={variables.value && pickedScene.value === null}
        onClick={() => {
          variables.value = pickedScene.value !== null || !variables.value;
          pickedScene.value = null;
        }}
      >
        Variables
      </button>
      <div class="segments" role="group" aria-label="Form of the map">
        <button aria-pressed={!asList.value} onClick={() => (asList.value = false)}>
          Map
        </button>
        <button aria-pressed={asList.value} onClick={() => (asList.value = true)}>
          List
        </button>
      </div>
      <button
        class="plain sign widen"
        aria-pressed={wide.value}
        aria-label="Wide map"
        title="Wide map: the text makes room"
        onClick={() => (wide.value = !wide.value)}
      >
        <Icon name="wide" />
      </button>
    </div>
  );
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

function figures(): string {
  const now = show.value!;
  const parts = [count(story.value.nodes.length, "scene"), count(now.choices.length, "choice")];
  const all = paths.value;
  if (!now.playable) return [...parts, "the paths are known when no problem is an error"].join(" · ");
  if (all?.why) return [...parts, all.why].join(" · ");
  const figures = all?.figures;
  if (!figures) return [...parts, ...(all ? ["one path"] : [])].join(" · ");
  const endings = figures.endings.length;
  const heard = figures.endings.filter((ending) => met.value.has(ending.name)).length;
  parts.push(heard > 0 ? `${heard} of ${count(endings, "ending")} met` : count(endings, "ending"));
  parts.push(figures.endless ? "endlessly many paths" : count(figures.paths ?? 0, "path"));
  const times = [figures.shortest, figures.longest].map((length) => (length ? clock(length.seconds * RATE) : ""));
  const lengths = [...new Set(times.filter(Boolean))].join(" to ");
  if (lengths) parts.push(`${figures.estimated ? "about " : ""}${lengths}${figures.endless ? " or more" : ""}`);
  return parts.join(" · ");
}
