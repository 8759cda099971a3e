// A scene: its title, its room, when it is heard, and the ways after it.

import type { Scene, Way } from "../../link/protocol.ts";
import { show } from "../../state/document.ts";
import { Goals } from "../card/goals.tsx";
import { SelectField, TextField } from "../fields.tsx";
import { Icon } from "../icons.tsx";
import { renameThing, setScene, setWays } from "./goal.ts";
import { When } from "./sets.tsx";

export function SceneFields({ scene }: { scene: Scene }) {
  const set = (keys: Readonly<Record<string, unknown>>) => setScene(scene.id, keys);
  return (
    <div class="fields" key={scene.id}>
      <TextField
        label="Title"
        value={scene.title === scene.id ? "" : scene.title}
        placeholder={scene.id}
        set={(title) => set({ title: title || null })}
      />
      <div class="pair">
        <SelectField label="Room" value={scene.space ?? ""} set={(space) => set({ space: space || null })}>
          <option value="">none</option>
          {show.value!.names.spaces.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
        <TextField label="Name in the script" plain value={scene.id} set={(to) => renameThing("scene", scene.id, to)} />
      </div>
      <When label="Heard when" value={scene.when} set={(when) => set({ when })} />
    </div>
  );
}

/** The ways after a scene: the first one that is open is taken. */
export function Ways({ scene }: { scene: Scene }) {
  const ways = scene.then ?? [];
  const put = (list: readonly Way[]) => setWays(scene.id, list);
  const change = (at: number, way: Partial<Way>) =>
    put(ways.map((each, index) => (index === at ? { ...each, ...way } : each)));
  if (ways.length === 0) {
    return (
      <div class="fields">
        <SelectField label="After it" value="" set={(to) => put(to ? [{ to, when: null }] : [])}>
          <Goals next="the next scene" />
        </SelectField>
      </div>
    );
  }
  return (
    <div class="fields ways">
      {ways.map((way, at) => (
        <div class="one-way" key={at}>
          <SelectField
            label={at === 0 ? "After it" : "or else"}
            value={way.to}
            set={(to) => (to ? change(at, { to }) : put(ways.filter((_, index) => index !== at)))}
          >
            <Goals next={ways.length > 1 ? "no such way" : "the next scene"} />
          </SelectField>
          <When label="when" value={way.when} set={(when) => change(at, { when })} />
        </div>
      ))}
      {show.value!.state.length > 0 && (
        <button type="button" class="chip" onClick={() => void put(another(ways))}>
          <Icon name="plus" /> another way
        </button>
      )}
    </div>
  );
}

// A way that is always open is the last one, so the new one comes before it, with a condition to change.
function another(ways: readonly Way[]): Way[] {
  const [first] = show.value!.state;
  const when =
    first!.kind === "number"
      ? `${first!.name} >= 1`
      : first!.kind === "word"
        ? `${first!.name} == ${first!.start}`
        : first!.name;
  const last = ways[ways.length - 1]!;
  return last.when === null
    ? [...ways.slice(0, -1), { to: last.to, when }, last]
    : [...ways, { to: last.to, when: null }];
}
