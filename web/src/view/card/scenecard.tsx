// The card of a scene: its title, its room, when it is heard, and where the show goes on.

import { edit, show, words } from "../../state/document.ts";
import { closeCard, openPane } from "../../state/view.ts";
import { pickedScene } from "../../state/map.ts";
import { SceneFields, Ways } from "../story/scene.tsx";
import { Conditions } from "../story/sets.tsx";
import { Icon } from "../icons.tsx";
import { Float } from "./float.tsx";
import { Head, Remove } from "./head.tsx";

export function SceneCard({ id }: { id: string }) {
  const scene = show.value!.scenes.find((each) => each.id === id);
  if (!scene) return null;
  const all = words.value!;
  return (
    <Float label={`Scene ${scene.title || id}`} from={all.start(scene.word)} to={all.end(scene.word)} close={closeCard}>
      <Head icon="scene" title={scene.title || id} kind={`scene ${id}`} close={closeCard} />
      <section>
        <SceneFields scene={scene} />
        <Ways scene={scene} />
        <Conditions />
      </section>
      <footer>
        <div class="chips">
          <button
            class="chip"
            onClick={() => {
              pickedScene.value = id;
              closeCard();
              openPane("map");
            }}
          >
            <Icon name="map" /> on the map
          </button>
          <Remove
            what={`the scene ${id}`}
            remove={() => {
              closeCard();
              void edit({ do: "remove-scene", scenes: [id] });
            }}
          />
        </div>
      </footer>
    </Float>
  );
}
