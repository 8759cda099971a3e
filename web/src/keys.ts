// The keys of the studio. The help page lists this table, so what it says is what the keys do.

import { meant, setWords } from "./model/gestures.ts";
import { paragraphStep, to } from "./model/selection.ts";
import { edit, marks, narrator, show, step, words } from "./state/document.ts";
import {
  back,
  choose,
  loop,
  pause,
  play,
  playing,
  question,
  repeat,
  setClock,
  timed,
  toggle,
} from "./state/playing.ts";
import { spokenAloud } from "./state/notices.ts";
import { closeCard, help, opened, openPane, openWords, picked, score, select, selection } from "./state/view.ts";
import { hush, place } from "./view/card/card.tsx";
import { focusThing, THINGS } from "./view/text/mark.tsx";
import { around } from "./view/text/press.ts";
import { accept, assign, digits, next } from "./view/text/settle.tsx";
import { rowStep } from "./view/text/steps.ts";

export interface Binding {
  /** As `KeyboardEvent.key`, after `Ctrl+` and `Shift+`; several keys do the same. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly group: "Choices" | "Play" | "Go" | "Speech" | "Sounds" | "All";
  /** Whether it is only for the text, not for buttons and lists. */
  readonly text?: boolean;
  /** When it has this meaning; else another one of the table may have the key. */
  when?(): boolean;
  run(event: KeyboardEvent): void;
}

/** Moves the cursor; with Shift the selection grows. */
function go(find: (head: number) => number): (event: KeyboardEvent) => void {
  return (event) => {
    const all = words.value;
    if (!all) return;
    select(to(selection.value, find(selection.value.head), event.shiftKey, all.count));
    closeCard();
    spokenAloud.value = all.text(...picked.value);
  };
}

/** Goes to the next thing in the text: a mark of a cue or a choice, or the title of a scene. */
function markStep(by: 1 | -1): void {
  const drawn = [...document.querySelectorAll<HTMLElement>(THINGS)];
  const at = drawn.indexOf(document.activeElement as HTMLElement);
  if (at >= 0 && drawn[at + by]) return drawn[at + by]!.focus();
  const near = things().filter(({ word }) => (by > 0 ? word >= selection.value.head : word <= selection.value.head));
  near.sort((a, b) => by * (a.word - b.word));
  const next = near[0];
  if (!next) return;
  select({ anchor: next.word, head: next.word });
  focusThing(next.kind, next.id);
}

/** Everything in the text that has a card, with its word. */
function things(): { kind: "scene" | "cue" | "choice"; id: string; word: number }[] {
  const now = show.value;
  if (!now) return [];
  const cues = marks.value?.places ?? [];
  return [
    ...now.scenes.map(({ id, word }) => ({ kind: "scene" as const, id, word })),
    ...cues.map(({ word }, cue) => ({ kind: "cue" as const, id: now.cues[cue]!.id, word })),
    ...now.choices.flatMap(({ id, word }) =>
      word === null ? [] : [{ kind: "choice" as const, id, word: Math.max(0, word - 1) }],
    ),
  ];
}

function remove(): void {
  const now = opened.value;
  const id = now?.kind === "cue" ? now.id : (document.activeElement as HTMLElement).dataset?.cue;
  if (!id) return;
  closeCard();
  document.querySelector<HTMLElement>(".text")?.focus({ preventScroll: true });
  void edit({ do: "remove-cue", cues: [id] });
}

function escape(): void {
  if (help.value) help.value = false;
  else if (opened.value) closeCard();
  else if (playing.value) pause();
}

const asked = () => question.value !== null;

export const BINDINGS: readonly Binding[] = [
  {
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    does: "Take this option while the show asks",
    group: "Choices",
    when: asked,
    run: ({ key }) => {
      const option = question.value?.options.find((each) => String(each.number) === key);
      if (option) choose(option.option);
    },
  },
  { keys: ["Shift+B"], does: "Back to the last choice; while the show asks also B", group: "Choices", run: back },
  { keys: ["b"], does: "Back to the last choice", group: "Choices", when: asked, run: back },
  {
    keys: ["t"],
    does: "Without or with a time limit, while the show asks",
    group: "Choices",
    when: asked,
    run: () => setClock(!timed.value),
  },
  { keys: [" "], does: "Play, pause", group: "Play", run: toggle },
  { keys: ["p"], does: "Play from the selected word", group: "Play", run: () => void play(picked.value[0]) },
  {
    keys: ["l"],
    does: "Repeat the selected words, or stop repeating",
    group: "Play",
    run: () => void repeat(loop.value ? null : picked.value),
  },
  {
    keys: ["ArrowLeft", "Shift+ArrowLeft"],
    does: "A word back; with Shift the selection grows",
    group: "Go",
    text: true,
    run: go((head) => head - 1),
  },
  { keys: ["ArrowRight", "Shift+ArrowRight"], does: "A word on", group: "Go", text: true, run: go((head) => head + 1) },
  {
    keys: ["ArrowUp", "Shift+ArrowUp"],
    does: "A row up",
    group: "Go",
    text: true,
    run: go((head) => rowStep(head, -1)),
  },
  {
    keys: ["ArrowDown", "Shift+ArrowDown"],
    does: "A row down",
    group: "Go",
    text: true,
    run: go((head) => rowStep(head, 1)),
  },
  {
    keys: ["Ctrl+ArrowUp", "PageUp"],
    does: "A paragraph back",
    group: "Go",
    text: true,
    run: go((head) => paragraphStep(words.value!, head, -1)),
  },
  {
    keys: ["Ctrl+ArrowDown", "PageDown"],
    does: "A paragraph on",
    group: "Go",
    text: true,
    run: go((head) => paragraphStep(words.value!, head, 1)),
  },
  { keys: ["Ctrl+Home"], does: "To the beginning", group: "Go", text: true, run: go(() => 0) },
  { keys: ["Ctrl+End"], does: "To the end", group: "Go", text: true, run: go(() => words.value!.count - 1) },
  {
    keys: ["e"],
    does: "Select the whole line or sentence",
    group: "Go",
    run: () => select(around(selection.value.head), false),
  },
  { keys: ["["], does: "To the mark or scene before", group: "Go", run: () => markStep(-1) },
  {
    keys: ["]"],
    does: "To the next mark or scene. Enter opens it, Alt with an arrow moves a mark",
    group: "Go",
    run: () => markStep(1),
  },
  {
    keys: ["Enter"],
    does: "Open the card of the selected words",
    group: "Speech",
    text: true,
    run: openWords,
  },
  { keys: ["n"], does: "To the next line that is not settled", group: "Speech", run: () => next(1) },
  { keys: ["Shift+N"], does: "To the one before", group: "Speech", run: () => next(-1) },
  { keys: ["y"], does: "Accept the guess", group: "Speech", run: () => void accept() },
  {
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    does: "This role speaks the line",
    group: "Speech",
    run: (event) => digit(event.key),
  },
  { keys: ["0"], does: "The narrator speaks the line", group: "Speech", run: () => void assign(narrator.value) },
  { keys: ["x"], does: "The selected words are not heard, or are again", group: "Speech", run: silent },
  { keys: ["s"], does: "Place a spot at the selected words", group: "Sounds", run: () => place("spot") },
  { keys: ["b"], does: "Place a bed over them", group: "Sounds", run: () => place("bed") },
  { keys: ["m"], does: "Place music", group: "Sounds", run: () => place("music") },
  { keys: ["h"], does: "Place a second of silence after them", group: "Sounds", run: hush },
  { keys: ["Delete", "Backspace"], does: "Remove the opened cue", group: "Sounds", run: remove },
  { keys: ["Ctrl+z"], does: "Undo", group: "All", run: () => void step("undo") },
  { keys: ["Ctrl+Shift+Z", "Ctrl+y"], does: "Do again", group: "All", run: () => void step("redo") },
  { keys: ["/"], does: "Search a sound", group: "All", run: () => openPane("sounds") },
  {
    keys: ["Alt+1"],
    does: "To the text",
    group: "All",
    run: () => document.querySelector<HTMLElement>(".text")?.focus(),
  },
  { keys: ["Alt+2"], does: "To the sounds", group: "All", run: () => openPane("sounds") },
  { keys: ["Alt+3"], does: "To the cast", group: "All", run: () => openPane("cast") },
  { keys: ["Alt+4"], does: "To the script", group: "All", run: () => openPane("script") },
  { keys: ["Alt+5"], does: "To the problems", group: "All", run: () => openPane("problems") },
  { keys: ["Alt+6"], does: "Show or hide the score", group: "All", run: () => (score.value = !score.value) },
  { keys: ["Alt+7"], does: "To the map", group: "All", run: () => openPane("map") },
  { keys: ["Escape"], does: "Close the open card or page, then pause", group: "All", run: escape },
  { keys: ["?"], does: "This page", group: "All", run: () => (help.value = !help.value) },
];

function silent(): void {
  const [from, end] = meant(show.value!, picked.value);
  const already = show.value!.skipped.some(([first, last]) => first <= from && end <= last);
  void edit(setWords(show.value!, [from, end], { skip: already ? null : true }));
}

function digit(key: string): void {
  const role = digits()[Number(key) - 1];
  if (role) void assign(role);
}

/** The name of a pressed key as the table writes it. */
export function nameOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const command = event.ctrlKey || event.metaKey;
  // With Ctrl, the Caps Lock key does not matter.
  const key =
    command && event.key.length === 1 ? event.key[event.shiftKey ? "toUpperCase" : "toLowerCase"]() : event.key;
  const shift = event.shiftKey && (key.length > 1 || /\p{Lu}/u.test(key)) ? "Shift+" : "";
  return `${command ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift}${key}`;
}

const ON_MAP: ReadonlySet<Binding["group"]> = new Set(["Choices", "Play", "All"]);

const TYPING = "input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable], .cm-editor";

export function keys(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const name = nameOf(event);
  const typing = target.closest(TYPING) !== null;
  // A question over the page has its own keys.
  if (document.querySelector("dialog.ask[open]")) return;
  if (event.defaultPrevented || !show.value || (typing && !name.startsWith("Alt+") && name !== "Escape")) return;
  // In a browser these keys leave the page; here they move marks, also while a mark is drawn anew.
  if (!typing && ["Alt+ArrowLeft", "Alt+ArrowRight"].includes(name)) event.preventDefault();
  const binding = BINDINGS.find((each) => each.keys.includes(name) && (each.when?.() ?? true));
  if (!binding) return;
  const inText = target === document.body || target.classList.contains("text");
  if (binding.text && !inText) return;
  // On the map no key changes the text.
  if (target.closest(".map") && !ON_MAP.has(binding.group)) return;
  // Buttons and sliders keep their own keys.
  if (!inText && [" ", "Enter"].includes(name) && target.closest("button, a, summary, input")) return;
  event.preventDefault();
  binding.run(event);
}
