// The help page: what to do first, and all keys.

import { useLayoutEffect, useRef } from "preact/hooks";
import { BINDINGS } from "../keys.ts";
import { help } from "../state/view.ts";
import { Icon } from "./icons.tsx";
import { MAP_KEYS } from "./map/keys.ts";

const GROUPS = ["Play", "Go", "Speech", "Sounds", "Choices", "All"] as const;
const SIGNS: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
};

const sign = (key: string) =>
  key
    .split("+")
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");

function shown(keys: readonly string[]): string[] {
  if (keys.length > 4) return [`${keys[0]} – ${keys[keys.length - 1]}`];
  return keys.filter((key) => !key.startsWith("Shift+Arrow")).map(sign);
}

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog class="help" aria-labelledby="help-title" ref={dialog} onClose={() => (help.value = false)}>
      <header>
        <h2 id="help-title">Keys</h2>
        <button class="plain sign" aria-label="Close" onClick={() => (help.value = false)}>
          <Icon name="close" />
        </button>
      </header>
      <p>
        Click a word to go there, drag over words to say who speaks them or to place a sound. Marks in the text are
        sounds: drag one to other words, or click it for its level. Everything can be undone.
      </p>
      <p>
        In the score, drag the edges, fades and levels of sounds; they snap to words, and with Shift they do not.
        Double-click the level of a bed for a point, drag the point, and remove it with Alt and a click. A drag along
        the ruler repeats. Plus, minus and the wheel with Ctrl zoom. “check” measures which words are hard to
        understand.
      </p>
      <p>
        The map shows where each option leads. Click a scene to go there, to play from it and to change it; drag the
        round end of an option to another scene.
      </p>
      <div class="help-groups">
        {GROUPS.map((group) => (
          <Keys
            title={group === "All" ? "The page" : group}
            keys={BINDINGS.filter((binding) => binding.group === group)}
          />
        ))}
        <Keys title="On the map" keys={MAP_KEYS} />
      </div>
      <p class="licences">
        <a href="/licences.txt" target="_blank" rel="noreferrer">
          Licences of the parts of this page
        </a>
      </p>
    </dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map((binding) => (
          <div>
            <dt>
              {shown(binding.keys).map((key) => (
                <kbd>{key}</kbd>
              ))}
            </dt>
            <dd>{binding.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
