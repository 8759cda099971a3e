// Random gestures of every kind, on all sorts of lines, cues, scenes, choices, roles and sounds. Most can be made; some
// cannot, and must leave everything as it is.

import type { At, Gesture, Settings, Show } from "../../src/link/protocol.ts";
import type { Dice } from "./dice.ts";

export type AnyGesture = Gesture | ({ do: string } & Record<string, unknown>);

type Make = (show: Show, dice: Dice) => AnyGesture | null;

const at = (show: Show, dice: Dice): At => ({
  word: dice.once(40) ? 99_999 : dice.below(show.prose.words.length / 2),
  edge: dice.of(["start", "after"]),
  ...(dice.once(3) && { offset: dice.of([-0.3, 0.25, 1.5]) }),
});

function words(show: Show, dice: Dice): [number, number] {
  const count = show.prose.words.length / 2;
  const from = dice.below(count);
  return [from, Math.min(count, from + 1 + dice.below(dice.once(4) ? 20 : 4))];
}

/** Mostly a line that somebody says. */
function line(show: Show, dice: Dice): Show["lines"][number] {
  const said = show.lines.filter((each) => each.dialogue);
  return dice.of(dice.once(8) || said.length === 0 ? show.lines : said);
}

const gain = (dice: Dice) => `-${1 + dice.below(30)}dB`;
const WORDS = ["Wait", "A “small” thing: yes", "It's # 1", "Über die Brücke", "- no -", "yes", "5", "{a}", " ", "下へ"];
const SOUNDS = ["bell", "door-strike", "rain", "wind", "thunder", "no-such-sound", "slam"];

const LINE_SETS: readonly ((show: Show, dice: Dice) => Settings)[] = [
  (show, dice) => ({ by: dice.once(12) ? "NOBODY" : dice.of(show.roles).name }),
  (show, dice) => ({ tone: dice.once(4) ? null : dice.of(show.names.tones).name }),
  (_, dice) => ({ pace: dice.of(["0.9", "1.25", null, "fast"]) }),
  (_, dice) => ({ "pause.after": dice.of(["0.4s", null]), "pause.before": dice.of(["1s", null]) }),
  (_, dice) => ({ gain: gain(dice), skip: dice.of([true, null]) }),
  () => ({ skip: null, tone: null, pace: null, pause: null, gain: null }),
];

const CUE_SETS: readonly ((show: Show, dice: Dice) => Settings)[] = [
  (_, dice) => ({ gain: gain(dice) }),
  (_, dice) => ({ "fade.in": dice.of(["2s", "0.5s", null]) }),
  (_, dice) => ({ fade: dice.of([null, "1s"]) }),
  (show, dice) => ({ ride: [{ at: at(show, dice), gain: gain(dice), over: "2s" }] }),
  () => ({ ride: null }),
  (_, dice) => ({ "place.pan": dice.of(["-0.5", "0.5", null]) }),
];

const KINDS: Readonly<Record<string, Make>> = {
  line: (show, dice) => ({
    do: "line",
    lines: Array.from({ length: 1 + dice.below(2) }, () => line(show, dice).id),
    set: dice.of(LINE_SETS)(show, dice),
  }),
  "line of words": (show, dice) => ({ do: "line", words: words(show, dice), set: dice.of(LINE_SETS)(show, dice) }),
  split: (show, dice) => {
    const { id, words } = line(show, dice);
    return { do: "split", line: id, word: words[0] + dice.below(1 + words[1] - words[0]) };
  },
  join: (show, dice) => {
    const said = show.lines.filter((each) => each.dialogue || dice.once(8));
    const first = dice.below(Math.max(1, said.length - 1));
    return { do: "join", lines: said.slice(first, first + 2).map(({ id }) => id) };
  },
  unline: (show, dice) => ({ do: "unline", lines: [line(show, dice).id] }),
  settle: (show, dice) =>
    dice.of<AnyGesture>([
      { do: "settle", lines: [line(show, dice).id] },
      { do: "settle", role: dice.of(show.roles).name },
      { do: "settle", all: true },
    ]),
  "add-cue": (show, dice) => {
    const kind = dice.of(["spot", "bed", "music"] as const);
    const until = kind !== "spot" && dice.once(2) ? at(show, dice) : null;
    const set = dice.once(3) ? dice.of(CUE_SETS)(show, dice) : {};
    return { do: "add-cue", kind, sound: dice.of(SOUNDS), at: at(show, dice), until, set };
  },
  hush: (show, dice) => ({ do: "add-cue", kind: "hush", length: dice.of(["1s", "0.3s"]), at: at(show, dice), set: {} }),
  "move-cue": (show, dice) => {
    if (show.cues.length === 0) return null;
    const place = at(show, dice);
    return { do: "move-cue", cue: dice.of(show.cues).id, ...(dice.once(3) ? { until: place } : { at: place }) };
  },
  "set-cue": (show, dice) =>
    show.cues.length > 0 ? { do: "set-cue", cues: [dice.of(show.cues).id], set: dice.of(CUE_SETS)(show, dice) } : null,
  "remove-cue": (show, dice) => (show.cues.length > 2 ? { do: "remove-cue", cues: [dice.of(show.cues).id] } : null),
  "add-scene": (show, dice) => ({
    do: "add-scene",
    word: at(show, dice).word,
    title: dice.of(WORDS),
    set: dice.once(2) ? { space: dice.of(show.names.spaces) } : {},
  }),
  "move-scene": (show, dice) =>
    show.scenes.length > 0 ? { do: "move-scene", scene: dice.of(show.scenes).id, word: at(show, dice).word } : null,
  "set-scene": (show, dice) =>
    show.scenes.length > 0
      ? { do: "set-scene", scenes: [dice.of(show.scenes).id], set: { title: dice.of([...WORDS, null]) } }
      : null,
  "remove-scene": (show, dice) =>
    show.scenes.length > 1 ? { do: "remove-scene", scenes: [dice.of(show.scenes).id] } : null,
  "add-choice": (show, dice) => ({
    do: "add-choice",
    at: at(show, dice),
    set: dice.once(2) ? { ask: dice.of(WORDS) } : {},
    options: [{ words: dice.of(WORDS) }, { words: dice.of(WORDS), to: dice.of(show.scenes)?.id ?? "end" }],
  }),
  "add-option": (show, dice) =>
    show.choices.length > 0
      ? { do: "add-option", choice: dice.of(show.choices).id, option: { words: dice.of(WORDS) } }
      : null,
  "set-choice": (show, dice) => {
    if (show.choices.length === 0) return null;
    const choice = dice.of(show.choices);
    if (dice.once(2)) return { do: "set-choice", choice: choice.id, set: { ask: dice.of([...WORDS, null]) } };
    const option = dice.of(choice.options);
    const to = dice.of(["end", null, dice.of(show.scenes)?.id ?? "end"]);
    return { do: "set-choice", choice: `${choice.id}.${option?.id}`, set: { words: dice.of(WORDS), to } };
  },
  "remove-choice": (show, dice) =>
    show.choices.length > 0 ? { do: "remove-choice", choices: [dice.of(show.choices).id] } : null,
  cast: (show, dice) => ({
    do: "cast",
    role: dice.once(5) ? `NEW${dice.below(100)}` : dice.of(show.roles).name,
    set: dice.of<Settings>([
      { voice: "bf_emma" },
      { gain: gain(dice) },
      { "place.pan": "0.4" },
      { pace: null },
      { tone: "whisper" },
    ]),
  }),
  "rename-role": (show, dice) => ({
    do: "rename-role",
    role: dice.of(show.roles).name,
    to: dice.of(["EVA", "OLD MAN", `R${dice.below(100)}`]),
  }),
  "remove-role": (show, dice) =>
    show.roles.length > 3
      ? { do: "remove-role", roles: [dice.of(show.roles).name], ...(dice.once(2) && { to: dice.of(show.roles).name }) }
      : null,
  pronounce: (show, dice) => {
    const [from] = words(show, dice);
    const [start, end] = show.prose.words.slice(2 * from, 2 * from + 2);
    return { do: "pronounce", word: show.prose.text.slice(start, end), as: dice.of(["froon zeh", "", "a: b # c"]) };
  },
  "set-show": (_, dice) => ({
    do: "set-show",
    set: dice.of<Settings>([
      { show: dice.of(WORDS) },
      { "meta.genre": dice.of([...WORDS, null]) },
      { "mix.target.loudness": `-${16 + dice.below(8)} LUFS` },
      { seed: String(dice.below(100)) },
      { publish: ["m4b", "vtt"] },
    ]),
  }),
  sounds: (_, dice) =>
    dice.of<AnyGesture>([
      { do: "add-sound", name: "slam", set: { recipe: "door-slam", credit: dice.of(WORDS) } },
      { do: "set-sound", name: "slam", set: { gain: gain(dice) } },
      { do: "remove-sound", name: "slam" },
      { do: "add-sound", name: "lost", set: { file: "lost.wav" } },
    ]),
  typed: (show, dice) => {
    const text = show.script.text;
    const from = dice.below(text.length);
    const insert = dice.of(["# typed\n", "x", "é😀", "\n", "", "  - ", "lines: ["]);
    return { do: "script", changes: [{ from, to: from + dice.below(Math.min(4, 1 + text.length - from)), insert }] };
  },
  fix: (show, dice) => {
    const actions = show.problems.flatMap((problem) => problem.actions);
    return actions.length > 0 ? dice.of(actions).gesture : null;
  },
  several: (show, dice) => ({
    do: "several",
    name: "Two at once",
    gestures: [one(show, dice, ["line", "set-cue", "cast"]), one(show, dice, ["add-cue", "set-show"])],
  }),
};

export const ALL = Object.keys(KINDS);

/** The keys of gestures that only change the script as a person types it, perhaps with mistakes. */
export const TYPED = ["typed"];

/** A gesture of one of these kinds. */
export function one(show: Show, dice: Dice, kinds: readonly string[] = ALL): AnyGesture {
  // Nothing can be said of a script that cannot be read.
  if (show.lines.length === 0 || show.roles.length === 0) return KINDS.typed!(show, dice)!;
  for (;;) {
    const made = KINDS[dice.of(kinds)]!(show, dice);
    if (made) return made;
  }
}
