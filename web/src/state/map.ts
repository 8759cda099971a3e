// The map of the story: the graph, what is picked in it, and the figures of its paths.

import { computed, effect, signal } from "@preact/signals";
import { api } from "../link/api.ts";
import type { Paths } from "../link/protocol.ts";
import { findingsOf } from "../model/findings.ts";
import { storyOf } from "../model/story.ts";
import { sceneOf } from "../model/words.ts";
import { show, words } from "./document.ts";
import { spoken, walk } from "./playing.ts";
import { pane } from "./view.ts";

/** The story stays the same object while its parts do, so that the map is laid out only when it changes. */
let kept: { parts: readonly unknown[]; story: ReturnType<typeof storyOf> } | null = null;
export const story = computed(() => {
  const now = show.value!;
  const parts = [now.scenes, now.choices, now.state, words.value];
  if (!kept || parts.some((part, at) => part !== kept!.parts[at]))
    kept = { parts, story: storyOf(now, words.value!.count) };
  return kept.story;
});

export const findings = computed(() => findingsOf(show.value!));

/** The id of the picked scene; empty for the words before the first one; null for none. */
export const pickedScene = signal<string | null>(null);
/** The exit whose link is shown, by its id. */
export const pickedExit = signal<string | null>(null);
/** Whether the variables are shown while no scene is picked. */
export const variables = signal(false);
/** Whether the map is a list of words. */
export const asList = signal(false);
/** Whether the map covers the text. */
export const wide = signal(false);

/** The scene that is heard. */
export const here = computed(() => {
  const visits = walk.value?.visits;
  if (visits && visits.length > 0) return visits[visits.length - 1]!;
  if (!show.value || spoken.value < 0) return null;
  return show.value.scenes[sceneOf(show.value.scenes, spoken.value)]?.id ?? "";
});

export const been = computed(() => new Set(walk.value?.been));
export const taken = computed(() => new Set(walk.value?.taken));
export const met = computed(() => new Set(walk.value?.met));

export const paths = signal<Paths | null>(null);
const CALM = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

// The figures take time, so they are asked for when the map is open and nothing has changed for a moment.
effect(() => {
  const now = show.value;
  clearTimeout(timer);
  if (pane.value !== "map" || !now?.playable) {
    if (!now?.playable) paths.value = null;
    return;
  }
  if (now.revision === paths.peek()?.revision) return;
  timer = setTimeout(
    () =>
      void api.paths().then(
        (answer) => (paths.value = answer),
        () => (paths.value = null),
      ),
    CALM,
  );
});
