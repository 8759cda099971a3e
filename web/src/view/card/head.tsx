// The head of a card, and the button that removes what it is about. All cards have them.

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../icons.tsx";

interface HeadProps {
  readonly icon: IconName;
  readonly title: string;
  /** What it is, with its name in the script. */
  readonly kind: string;
  readonly look?: string;
  readonly close: () => void;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

export function Head({ icon, title, kind, look, close, children }: HeadProps) {
  return (
    <header>
      <p class={look ? `cue-name ${look}` : "cue-name"}>
        <Icon name={icon} /> <b>{title}</b> {kind && <small>{kind}</small>}
      </p>
      {children}
      <button class="plain sign" aria-label="Close" onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

interface RemoveProps {
  /** What is removed, for screen readers. */
  readonly what: string;
  readonly remove: () => void;
  /** The key that does the same. */
  readonly keys?: string;
}

export function Remove({ what, remove, keys }: RemoveProps) {
  return (
    <button type="button" class="chip danger" onClick={remove}>
      remove <span class="away">{what}</span> {keys && <kbd>{keys}</kbd>}
    </button>
  );
}
