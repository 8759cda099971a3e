// Asks in which forms the show is published, and begins.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { api } from "../link/api.ts";
import { show } from "../state/document.ts";
import { tell } from "../state/notices.ts";
import { progress } from "../state/playing.ts";
import { publishing } from "../state/view.ts";

/** What most listeners can play, for a script that names no forms. */
const USUAL = ["m4b"];

export function Publishing() {
  const dialog = useRef<HTMLDialogElement>(null);
  const { publish, names } = show.value!;
  const chosen = useSignal<readonly string[]>(publish.length > 0 ? publish : USUAL);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  const close = () => (publishing.value = false);
  const flip = (name: string) => {
    const now = chosen.value;
    chosen.value = now.includes(name) ? now.filter((other) => other !== name) : [...now, name];
  };
  const begin = (event: Event) => {
    event.preventDefault();
    close();
    progress.value = { job: "publish", done: 0, all: 1, text: "begins" };
    api.publish(chosen.value).catch((error: Error) => {
      progress.value = null;
      tell(error.message, { alarm: true });
    });
  };
  return (
    <dialog class="ask" aria-labelledby="publish-title" ref={dialog} onClose={close}>
      <form class="fields" onSubmit={begin}>
        <h2 id="publish-title">Publish the show</h2>
        <p>The files are written into the folder “published” beside the script.</p>
        <ul class="forms">
          {names.forms.map(({ name, about }) => (
            <li key={name}>
              <label>
                <input type="checkbox" checked={chosen.value.includes(name)} onChange={() => flip(name)} />
                <b>{name}</b> <span>{about}</span>
              </label>
            </li>
          ))}
        </ul>
        <div class="chips">
          <button class="main" disabled={chosen.value.length === 0}>
            {chosen.value.length === 1 ? `Publish as ${chosen.value[0]}` : `Publish in ${chosen.value.length} forms`}
          </button>
          <button type="button" class="chip" onClick={close}>
            Not now
          </button>
        </div>
      </form>
    </dialog>
  );
}
