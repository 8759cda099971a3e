// The card that is open, if any.

import { opened } from "../../state/view.ts";
import { Card } from "./card.tsx";
import { ChoiceCard } from "./choicecard.tsx";
import { CueCard } from "./cuecard.tsx";
import { SceneCard } from "./scenecard.tsx";

export function OpenCard() {
  const now = opened.value;
  if (!now) return null;
  if (now.kind === "words") return <Card />;
  if (now.kind === "cue") return <CueCard key={now.id} id={now.id} />;
  return now.kind === "scene" ? <SceneCard key={now.id} id={now.id} /> : <ChoiceCard key={now.id} id={now.id} />;
}
