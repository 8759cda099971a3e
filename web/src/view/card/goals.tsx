// The places to which an option of a choice can lead.

import { show } from "../../state/document.ts";

export function Goals() {
  return (
    <>
      <option value="">the next words</option>
      {show.value!.scenes.map((scene) => (
        <option key={scene.id} value={scene.id}>
          {scene.title || scene.id}
        </option>
      ))}
      <option value="end">the end</option>
    </>
  );
}
