// The places to which an option or a way can lead.

import { show } from "../../state/document.ts";

export function Goals({ next = "the next words" }: { next?: string }) {
  return (
    <>
      <option value="">{next}</option>
      {show.value!.scenes.map((scene) => (
        <option key={scene.id} value={scene.id}>
          {scene.title || scene.id}
        </option>
      ))}
      <option value="end">the end</option>
    </>
  );
}
