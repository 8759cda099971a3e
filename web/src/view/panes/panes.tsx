// The side of the page: one of the panes.

import { type Pane, pane } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { CastPane } from "./cast.tsx";
import { MapPane } from "../map/map.tsx";
import { ProblemsPane } from "./problems.tsx";
import { ScriptPane } from "./script.tsx";
import { SoundsPane } from "./sounds.tsx";

const PANES: Readonly<Record<Pane, { title: string; view: () => preact.JSX.Element }>> = {
  sounds: { title: "Sounds", view: SoundsPane },
  cast: { title: "Cast", view: CastPane },
  script: { title: "Script", view: ScriptPane },
  map: { title: "Map", view: MapPane },
  problems: { title: "Problems", view: ProblemsPane },
};

export function Panes() {
  const name = pane.value;
  if (!name) return null;
  const { title, view: View } = PANES[name];
  return (
    <aside class={`pane ${name}-pane`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button class="plain sign" aria-label={`Close ${title}`} onClick={() => (pane.value = null)}>
          <Icon name="close" />
        </button>
      </header>
      <View />
    </aside>
  );
}
