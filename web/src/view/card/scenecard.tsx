// The card of a scene: its title and its room.

import type { Settings } from "../../link/protocol.ts";
import { edit, show, words } from "../../state/document.ts";
import { closeCard } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { Float } from "./float.tsx";

export function SceneCard({ id }: { id: string }) {
  const scene = show.value!.scenes.find((each) => each.id === id);
  if (!scene) return null;
  const all = words.value!;
  const set = (keys: Settings) => edit({ do: "set-scene", scenes: [id], set: keys });
  return (
    <Float label={`Scene ${scene.title || id}`} from={all.start(scene.word)} to={all.end(scene.word)} close={closeCard}>
      <header>
        <p class="cue-name">
          <Icon name="scene" /> <b>{scene.title || id}</b> <small>scene {id}</small>
        </p>
        <button class="plain sign" aria-label="Close" onClick={closeCard}>
          <Icon name="close" />
        </button>
      </header>
      <section class="fields">
        <label>
          Title
          <input
            value={scene.title || ""}
            onChange={(event) => void set({ title: event.currentTarget.value.trim() || null })}
          />
        </label>
        <label>
          Room
          <select
            value={scene.space ?? ""}
            onChange={(event) => void set({ space: event.currentTarget.value || null })}
          >
            <option value="">none</option>
            {show.value!.names.spaces.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </section>
      <footer>
        <button
          class="chip danger"
          onClick={() => {
            closeCard();
            void edit({ do: "remove-scene", scenes: [id] });
          }}
        >
          remove
        </button>
      </footer>
    </Float>
  );
}
