// What differs of a role in some scenes: on the telephone, out of breath, in another room.

import { useSignal } from "@preact/signals";
import type { Role, RoleThere, Settings } from "../../link/protocol.ts";
import { thereSettings, withoutScene } from "../../model/roles.ts";
import { gainWords } from "../../model/time.ts";
import { sceneName } from "../../model/words.ts";
import { show } from "../../state/document.ts";
import { DeviceField, RoomField, ToneField } from "../how.tsx";
import { Icon } from "../icons.tsx";
import { Slider } from "../slider.tsx";

interface InScenesProps {
  readonly role: Role;
  readonly set: (keys: Settings) => Promise<unknown>;
}

export function InScenes({ role, set }: InScenesProps) {
  const scenes = show.value!.scenes;
  // A scene that was chosen and has no difference yet is not in the script.
  const chosen = useSignal<string | null>(null);
  if (scenes.length === 0) return null;
  const listed = role.there.map(({ scene }) => scene);
  const begun = chosen.value && !listed.includes(chosen.value) ? [{ scene: chosen.value }] : [];
  const all: readonly RoleThere[] = [...role.there, ...begun];
  const free = scenes.filter(({ id }) => !all.some(({ scene }) => scene === id));
  const nameOf = (id: string) => {
    const scene = scenes.find((each) => each.id === id);
    return scene ? sceneName(scene) : id;
  };
  return (
    <section class="in-scenes" aria-label={`${role.name} in some scenes`}>
      {all.map((there) => (
        <InScene
          key={there.scene}
          role={role}
          there={there}
          name={nameOf(there.scene)}
          set={set}
          leave={() => {
            if (there.scene === chosen.value) chosen.value = null;
            if (listed.includes(there.scene)) void set(withoutScene(role, there.scene));
          }}
        />
      ))}
      {free.length > 0 && (
        <select
          aria-label={`A scene in which ${role.name} is different`}
          value=""
          onChange={(event) => {
            chosen.value = event.currentTarget.value || null;
            event.currentTarget.value = "";
          }}
        >
          <option value="">different in a scene …</option>
          {free.map((scene) => (
            <option key={scene.id} value={scene.id}>
              {sceneName(scene)}
            </option>
          ))}
        </select>
      )}
    </section>
  );
}

interface InSceneProps extends InScenesProps {
  readonly there: RoleThere;
  readonly name: string;
  readonly leave: () => void;
}

function InScene({ role, there, name, set, leave }: InSceneProps) {
  const put = (key: keyof RoleThere) => (value: string | null) => set(thereSettings(role, there.scene, key, value));
  return (
    <div class="in-scene fields" role="group" aria-label={`${role.name} in ${name}`}>
      <h4>
        In {name}
        <button class="plain sign" aria-label={`${role.name} in ${name} as everywhere`} onClick={leave}>
          <Icon name="close" />
        </button>
      </h4>
      <div class="pair">
        <DeviceField none value={there.effect ?? null} usual="as usual" set={put("effect")} />
        <RoomField none value={there.space ?? null} usual="as usual" set={put("space")} />
      </div>
      <ToneField value={there.tone ?? null} usual="as usual" set={put("tone")} />
      <Slider
        label="Pace"
        low={0.5}
        high={2}
        step={0.05}
        value={there.pace ?? role.pace}
        shown={(value) => `${value.toFixed(2)} ×`}
        set={(value) => put("pace")(value === role.pace ? null : value.toFixed(2))}
      />
      <Slider
        label="Level"
        low={-20}
        high={12}
        step={0.5}
        value={there.gain ?? role.gain}
        shown={gainWords}
        set={(value) => put("gain")(value === role.gain ? null : `${value}dB`)}
      />
    </div>
  );
}
