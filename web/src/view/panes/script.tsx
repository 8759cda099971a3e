// The script itself. The editor is fetched when the pane is opened for the first time.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { picked } from "../../state/view.ts";
import { show } from "../../state/document.ts";
import { lineOf } from "../../model/words.ts";
import { scriptPlace } from "../../script/place.ts";
import { tell } from "../../state/notices.ts";

export function ScriptPane() {
  const parent = useRef<HTMLDivElement>(null);
  const ready = useSignal(false);
  useEffect(() => {
    let close = () => {};
    let gone = false;
    const open = async () => {
      const { openEditor } = await import("../../script/editor.ts");
      if (gone) return;
      close = openEditor(parent.current!);
      ready.value = true;
    };
    open().catch((error: Error) => tell(error.message, { alarm: true }));
    return () => {
      gone = true;
      close();
    };
  }, [show.value!.script.uri]);
  return (
    <>
      <div class="script-tools">
        <code>{show.value!.script.path}</code>
        <button class="chip" onClick={showLine}>
          Show the selected line
        </button>
      </div>
      <div class="script" ref={parent} aria-busy={!ready.value} />
    </>
  );
}

/** Goes to the entry of the line under the cursor. */
function showLine(): void {
  const { lines, places } = show.value!;
  const line = lineOf(lines, picked.value[0]);
  const [from, to] = [places.lines[2 * line], places.lines[2 * line + 1]];
  if (from == null || to == null) return tell("The script does not name this line.");
  scriptPlace.value = [from, to];
}
