// The sounds: search them, hear them, set them, and place one at the selected words.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../../link/api.ts";
import type { Edited, Gesture, LibrarySound, Sound, Sounds } from "../../link/protocol.ts";
import { addCue } from "../../model/gestures.ts";
import { freshName } from "../../model/names.ts";
import { hear, heardAlone, silence } from "../../sound/sample.ts";
import { edit, show, words } from "../../state/document.ts";
import { tell } from "../../state/notices.ts";
import { openThing, picked, placing } from "../../state/view.ts";
import { Icon } from "../icons.tsx";
import { Params } from "./params.tsx";

const query = signal("");
const category = signal("");
const found = signal<Sounds>({ sounds: [], library: [], categories: [] });
/** The sound whose settings are open, with the settings that differ from its own. */
const opened = signal<string | null>(null);
const settings = signal<Readonly<Record<string, string>>>({});

const SEARCH_AFTER = 120;

async function search(ended: AbortSignal): Promise<void> {
  const asked = { q: query.value, most: "60", ...(category.value ? { category: category.value } : {}) };
  try {
    const answer = await api.sounds(asked, ended);
    // The list of categories is that of all sounds, not of those found.
    found.value = { ...answer, categories: answer.categories.length > 0 ? answer.categories : found.peek().categories };
  } catch (error) {
    if (!ended.aborted) tell(error instanceof Error ? error.message : String(error), { alarm: true });
  }
}

export function SoundsPane() {
  useEffect(() => {
    const ended = new AbortController();
    const timer = setTimeout(() => void search(ended.signal), SEARCH_AFTER);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [query.value, category.value]);
  const { sounds, library, categories } = found.value;
  return (
    <>
      <div class="search">
        <label class="away" for="sound-search">
          Search a sound
        </label>
        <input
          id="sound-search"
          data-first
          type="search"
          placeholder="door, far thunder …"
          autocomplete="off"
          spellcheck={false}
          value={query.value}
          onInput={(event) => (query.value = event.currentTarget.value)}
        />
        <select
          aria-label="Category"
          value={category.value}
          onChange={(event) => (category.value = event.currentTarget.value)}
        >
          <option value="">all</option>
          {categories.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <Target />
      <ul class="sounds" tabIndex={0} aria-label="Sounds" onKeyDown={walk}>
        {sounds.map((sound) => (
          <SoundRow key={sound.name} sound={sound} />
        ))}
        {library.map((sound) => (
          <SoundRow key={sound.name} sound={own(sound)} />
        ))}
        {sounds.length + library.length === 0 && <li class="empty">No sound has these words.</li>}
      </ul>
    </>
  );
}

function own({ name, seconds }: LibrarySound): Sound {
  const about = seconds === null ? "" : `${seconds.toFixed(1)} s`;
  return { name, about, kind: "spot", category: null, words: [], params: [], own: true };
}

// Where a sound would be placed, and as what.
function Target() {
  const quote = words.value!.text(...picked.value);
  return (
    <div class="target">
      <div class="segments" role="group" aria-label="Placed as">
        {(["spot", "bed", "music"] as const).map((kind) => (
          <button key={kind} aria-pressed={placing.value === kind} onClick={() => (placing.value = kind)}>
            <Icon name={kind} /> {kind}
          </button>
        ))}
      </div>
      <p>
        at <q>{quote.length > 60 ? `${quote.slice(0, 56)} …` : quote}</q>
      </p>
    </div>
  );
}

function SoundRow({ sound }: { sound: Sound }) {
  const open = opened.value === sound.name;
  const on = heardAlone.value === sound.name;
  const now = open ? settings.value : {};
  return (
    <li class={open ? "sound open" : "sound"}>
      <div class="sound-head">
        <button
          class="plain sign"
          aria-label={on ? "Stop" : `Hear ${sound.name}`}
          onClick={() => press(sound.name, now, on)}
          onPointerEnter={(event) => event.pointerType === "mouse" && hover(sound.name, now)}
          onPointerLeave={endHover}
        >
          <Icon name={on ? "pause" : "play"} />
        </button>
        <button
          class="sound-name"
          aria-expanded={open}
          onClick={() => toggle(sound.name)}
          onDblClick={() => void place(sound)}
        >
          <b>{sound.name}</b>
          <small>{sound.about}</small>
        </button>
        <button
          class="chip place"
          aria-label={`Place ${sound.name} as ${placing.value}`}
          onClick={() => void place(sound)}
        >
          Place
        </button>
      </div>
      {open && (
        <Params
          sound={sound}
          settings={settings.value}
          set={(next) => {
            settings.value = next;
            hear(sound.name, next);
          }}
        />
      )}
    </li>
  );
}

// A pointer that rests on the sign hears the sound, as long as it rests.
const REST = 350;
let resting: ReturnType<typeof setTimeout> | undefined;
let hovered = false;

function hover(name: string, now: Readonly<Record<string, string>>): void {
  if (heardAlone.value !== null) return;
  resting = setTimeout(() => {
    hovered = true;
    hear(name, now);
  }, REST);
}

function endHover(): void {
  clearTimeout(resting);
  if (hovered) silence();
  hovered = false;
}

// A press goes on with what the pointer began.
function press(name: string, now: Readonly<Record<string, string>>, on: boolean): void {
  clearTimeout(resting);
  if (on && !hovered) silence();
  else if (!on) hear(name, now);
  hovered = false;
}

function toggle(name: string): void {
  opened.value = opened.value === name ? null : name;
  settings.value = {};
}

/**
 * Places a sound at the selected words. Changed settings make it a sound of the script with a new name; a
 * sound that the script has already gets the settings itself.
 */
async function place(sound: Sound): Promise<void> {
  const changed = opened.value === sound.name ? Object.entries(settings.value).filter(([key]) => key !== "seed") : [];
  const set = Object.fromEntries(changed);
  const name = changed.length > 0 && !sound.own ? freshName(show.value!.script.text, sound.name) : sound.name;
  const cue = addCue(placing.value, name, picked.value);
  if (changed.length === 0) return placed(await edit(cue));
  const first: Gesture = sound.own
    ? { do: "set-sound", name, set }
    : { do: "add-sound", name, set: { recipe: sound.name, ...set } };
  await edit({ do: "several", name: `Add ${name}`, gestures: [first, cue] });
}

function placed(edited: Edited | null): void {
  if (edited?.id) openThing("cue", edited.id);
}

// Arrows go through the list, and Space plays a sound.
function walk(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if ((event.target as HTMLElement).matches("input")) return;
  const list = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".sound-head > .sign")];
  const here = (document.activeElement as HTMLElement)
    .closest(".sound")
    ?.querySelector<HTMLElement>(".sound-head > .sign");
  const next = list[(here ? list.indexOf(here) : -1) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}
