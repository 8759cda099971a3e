// A sound file that is dropped onto a word: it is copied beside the script, with its author and licence, and placed there.

import { signal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { api } from "../../link/api.ts";
import type { CueKind } from "../../link/protocol.ts";
import { single } from "../../model/selection.ts";
import { addCue } from "../../model/gestures.ts";
import { soundName } from "../../model/names.ts";
import { edit, show, words } from "../../state/document.ts";
import { tell } from "../../state/notices.ts";
import { picked, select } from "../../state/view.ts";
import { offsetAt } from "./places.ts";

/** The dropped file that waits for its name and licence. */
export const dropped = signal<File | null>(null);

/** Follows a file over the text: the word under it is selected. */
export function dragFile(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  const offset = offsetAt(event.clientX, event.clientY);
  if (offset !== null) select(single(words.value!.at(offset)), false);
}

export function dropFile(event: DragEvent): void {
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  event.preventDefault();
  dropped.value = file;
}

export function FileDrop({ file }: { file: File }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useSignal(soundName(file.name));
  const kind = useSignal<Exclude<CueKind, "hush">>("spot");
  const credit = useSignal("");
  const licence = useSignal("");
  useLayoutEffect(() => dialog.current!.showModal(), []);
  const close = () => (dropped.value = null);
  const add = async (event: Event) => {
    event.preventDefault();
    try {
      const { file: path } = await api.soundFile(file.name, file);
      const set = {
        file: path,
        ...(credit.value && { credit: credit.value }),
        ...(licence.value && { licence: licence.value }),
      };
      const gestures = [
        { do: "add-sound", name: name.value, set } as const,
        addCue(kind.value, name.value, picked.value),
      ];
      if (await edit({ do: "several", name: `Add ${name.value}`, gestures })) close();
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error), { alarm: true });
    }
  };
  return (
    <dialog class="ask" aria-labelledby="ask-title" ref={dialog} onClose={close}>
      <form class="fields" onSubmit={(event) => void add(event)}>
        <h2 id="ask-title">
          {file.name} at <q>{show.value && words.value!.text(...picked.value)}</q>
        </h2>
        <label>
          Its name in the script
          <input
            required
            pattern="[\p{L}\p{N}][\p{L}\p{N}_.\-]*"
            maxLength={64}
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </label>
        <label>
          Placed as
          <select value={kind.value} onChange={(event) => (kind.value = event.currentTarget.value as "spot")}>
            <option value="spot">spot: heard once</option>
            <option value="bed">bed: lasts over words</option>
            <option value="music">music</option>
          </select>
        </label>
        <label>
          Who made it?{" "}
          <input
            value={credit.value}
            placeholder="A. Ringer"
            onInput={(event) => (credit.value = event.currentTarget.value)}
          />
        </label>
        <label>
          Under which licence?{" "}
          <input
            value={licence.value}
            placeholder="CC0-1.0"
            list="licences"
            onInput={(event) => (licence.value = event.currentTarget.value)}
          />
        </label>
        <datalist id="licences">
          {["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "own recording"].map((each) => (
            <option value={each} />
          ))}
        </datalist>
        <div class="chips">
          <button class="main">Copy it beside the script</button>
          <button type="button" class="plain" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
