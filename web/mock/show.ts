// Makes the document of a mock show, and changes it by gestures.

import type { At, Choice, Cue, CueKind, Gesture, Line, Place, Role, Show, Timeline } from "../src/link/protocol.ts";
import { CHOICES_TEXT, storyGesture, thenOf, withChoices } from "./choices.ts";
import { longStory, ROLES, SAID, STORY } from "./story.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
export type Model = Omit<Writable<Show>, "lines" | "cues" | "roles"> & {
  lines: Writable<Line>[];
  cues: Writable<Cue>[];
  roles: Writable<Role>[];
};

const VOICES = ["bm_george", "bf_emma", "bm_lewis", "am_onyx", "am_puck", "bf_alice"];
const place = (word: number, edge: "start" | "after" = "start"): Place => ({ word, edge, offset: 0 });

/** The story itself, or one of so many sentences with so many cues. */
export function model(sentences?: number, cues = 0, choices = false): Model {
  const text = choices ? CHOICES_TEXT : sentences ? longStory(sentences) : STORY;
  const prose = split(text);
  const lines = linesOf(text, prose.words, prose.paragraphs);
  const find = (quote: string) => {
    const at = text.indexOf(quote);
    let word = 0;
    while (prose.words[2 * word + 1]! <= at) word++;
    return word;
  };
  const made: Model = {
    version: 1,
    revision: "r0",
    script: { path: "the-ferry.yaml", uri: "file:///the-ferry.yaml", text: SCRIPT },
    shared: [],
    title: "The Last Ferry",
    language: "en-GB",
    tags: null,
    prose,
    scenes: [
      { id: "pier", title: "The Pier", word: 0, space: "open-field", when: null, then: null },
      {
        id: "cabin",
        title: "The Cabin",
        word: find("The cabin was small"),
        space: "wooden-room",
        when: null,
        then: null,
      },
      { id: "morning", title: "Morning", word: find("In the morning"), space: null, when: null, then: null },
    ],
    roles: ROLES.map((name, at) => ({
      name,
      voice: VOICES[at] ?? null,
      note: null,
      narrator: at === 0,
      declared: true,
      lines: lines.filter((line) => line.role === at).length,
      tone: null,
      pace: 1,
      gain: 0,
      pan: 0,
      size: 1,
      age: "adult" as const,
      blend: [],
      home: null,
      language: null,
      tags: null,
      effect: null,
      space: null,
      there: [],
    })),
    lines,
    skipped: [],
    cues: choices ? [] : sentences ? manyCues(prose.words.length / 2, cues) : someCues(find),
    choices: [] as Choice[],
    state: [],
    places: { lines: [], cues: [], scenes: [], ways: [], choices: [], options: [], state: [] },
    problems: [
      {
        code: "unassigned-line",
        severity: "warning",
        message: "no role speaks “Who is that?”",
        help: ["name the role in `lines`"],
        places: [{ in: "prose", span: [0, 1], words: [find("Who is that"), find("Who is that") + 3], text: "" }],
        actions: [],
      },
    ],
    history: { undo: null, redo: null },
    playable: true,
    voices: "natural",
    publish: [],
    names: {
      forms: [
        { name: "m4b", about: "an audiobook: AAC with chapters and cover" },
        { name: "wav", about: "WAV, without loss" },
        { name: "vtt", about: "captions as WebVTT" },
      ],
      tones: ["neutral", "urgent", "shout", "whisper", "cold", "warm", "weary", "mocking", "tearful", "laughing"].map(
        (name) => ({ name, about: "as it says" }),
      ),
      languages: [
        { name: "en", about: "English" },
        { name: "es", about: "Spanish" },
      ],
      effects: [{ name: "telephone", about: "through the handset of a telephone" }],
      spaces: ["open-field", "wooden-room", "stone-corridor"],
    },
  };
  if (choices) withChoices(made, find);
  return made;
}

const SCRIPT = `show: The Last Ferry
author: The cuebook authors
language: en-GB
text: the-ferry.txt

cast:
  NARRATOR: { voice: bm_george }
  ANA:      { voice: bf_emma, pan: -0.3 }
  TOM:      { voice: bm_lewis, pace: 0.95, pan: 0.3 }

cues:
  - { id: night, bed: rain, from: start, until: { after: "she would change her mind before the end" }, gain: -10dB }
  - { id: knock, spot: door-strike, at: { after: "knocked at the cabin" }, times: { count: 3, every: 0.3s..0.5s } }
`;

function split(text: string): Show["prose"] {
  const words: number[] = [];
  const paragraphs: number[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}’'-]*[\p{L}\p{N}]/gu)) {
    const before = words.length ? text.slice(words[words.length - 1], match.index) : "\n\n";
    if (before.includes("\n\n")) paragraphs.push(words.length / 2);
    words.push(match.index, match.index + match[0].length);
  }
  return { text, words, paragraphs };
}

function linesOf(text: string, words: readonly number[], paragraphs: readonly number[]): Writable<Line>[] {
  const lines: Writable<Line>[] = [];
  const begins = new Set(paragraphs);
  let first = 0;
  let quoted = false;
  let quote = 0;
  const count = words.length / 2;
  const push = (end: number, dialogue: boolean) => {
    if (end <= first) return;
    const [said, tone] = dialogue ? SAID[quote++ % SAID.length]! : [ROLES[0]!];
    const guess = said?.endsWith("?") ?? false;
    const role = said === null ? 0 : ROLES.indexOf(said.replace("?", ""));
    lines.push({
      id: `p${lines.length}`,
      words: [first, end],
      role,
      dialogue,
      status: !dialogue ? "narration" : said === null ? "unassigned" : guess ? "guess" : "given",
      tone: tone ?? null,
      language: null,
      effect: null,
      pace: 1,
      gain: 0,
      pause: [null, null],
      take: null,
      cut: null,
      reason: guess ? "the speakers take turns" : null,
    });
    first = end;
  };
  for (let word = 0; word <= count; word++) {
    const gap = text.slice(word ? words[2 * word - 1] : 0, word < count ? words[2 * word] : text.length);
    const open: boolean = gap.includes("“") || (quoted && !gap.includes("”"));
    if (word > 0 && (gap.includes("“") || gap.includes("”") || begins.has(word) || word === count)) push(word, quoted);
    quoted = open;
  }
  return lines;
}

function cue(
  id: string,
  kind: CueKind,
  sound: string | null,
  at: Place,
  until: Place | null,
  gain: number,
): Writable<Cue> {
  return {
    id,
    kind,
    sound,
    by: null,
    at,
    until,
    gain,
    fade: kind === "bed" ? [0.5, 1] : [0, 0],
    loop: kind === "bed",
    rides: [],
  };
}

function someCues(find: (quote: string) => number): Writable<Cue>[] {
  return [
    cue("night", "bed", "rain", place(0), place(find("the end.\n") + 1, "after"), -10),
    cue("water", "bed", "river", place(find("bollard, twice")), place(find("They have let"), "after"), -16),
    cue("creak", "spot", "rope-creak", place(find("creaked")), null, -8),
    cue("knock", "spot", "door-strike", place(find("at the cabin") + 2, "after"), null, -4),
    cue("engine", "spot", "engine-cough", place(find("coughed"), "after"), null, -6),
    cue("still", "hush", null, place(find("only the rain") + 2, "after"), null, 0),
    cue("bolt", "spot", "bolt-draw", place(find("bolt was drawn") + 2, "after"), null, -6),
    cue("stove", "bed", "fire", place(find("The cabin was")), null, -18),
    cue("kettle", "bed", "kettle", place(find("a kettle")), place(find("somebody breathed") + 1, "after"), -20),
    cue("theme", "music", "low-strings", place(find("In the morning")), place(find("and dripped") + 1, "after"), -14),
    cue("bell", "spot", "ship-bell", place(find("three times") + 1, "after"), null, -9),
    cue("second", "spot", "church-bell", place(find("answered it") + 1, "after"), null, -14),
    cue("shut", "spot", "window-shut", place(find("the window, and") + 1, "after"), null, -5),
  ];
}

function manyCues(words: number, count: number): Writable<Cue>[] {
  return Array.from({ length: count }, (_, index) => {
    const word = Math.floor((index * (words - 20)) / count);
    const kind = index % 5 === 0 ? "bed" : "spot";
    const until = kind === "bed" ? place(word + 12, "after") : null;
    return cue(
      `c${index}`,
      kind,
      kind === "bed" ? "rain" : "door-strike",
      place(word, index % 2 ? "after" : "start"),
      until,
      -6,
    );
  });
}

/** The times of the show if every word takes 0.35 s. */
export function times(model: Model, edition: number): Timeline {
  const word = 16_800;
  const count = model.prose.words.length / 2;
  const whenOf = (at: Place | null, other: number) =>
    at && "word" in at ? (at.word + (at.edge === "after" ? 1 : 0)) * word : other;
  return {
    revision: model.revision,
    edition,
    exact: true,
    frames: count * word,
    words: Array.from({ length: 2 * count }, (_, at) => (at >> 1) * word + (at % 2 ? word - 2_400 : 0)),
    lines: model.lines.flatMap((line) => [line.words[0] * word, line.words[1] * word]),
    cues: model.cues.flatMap((each) => {
      const start = whenOf(each.at, 0);
      const lasts = each.kind === "bed" || each.kind === "music";
      return [start, lasts ? whenOf(each.until, count * word) : start + 60_000];
    }),
    scenes: model.scenes.map((scene) => scene.word * word),
    made: 40,
    all: 42,
  };
}

const from = (at: At): Place => ({ word: at.word, edge: at.edge, offset: at.offset ?? 0 });

/** Makes a gesture and returns the name of the step, or null for one that the mock does not know. */
export function gesture(model: Model, what: Gesture): string | null {
  switch (what.do) {
    case "line": {
      const lines =
        "lines" in what ? model.lines.filter((line) => what.lines.includes(line.id)) : cut(model, ...what.words);
      for (const line of lines) set(model, line, what.set);
      return "by" in what.set
        ? `Assign ${lines.length} ${lines.length === 1 ? "line" : "lines"} to ${what.set.by}`
        : "Set a line";
    }
    case "settle":
      for (const line of model.lines) if (what.lines.includes(line.id)) line.status = "given";
      return "Accept a guess";
    case "unline":
      for (const line of model.lines)
        if (what.lines.includes(line.id)) Object.assign(line, { role: 0, status: "given" });
      return "Leave a line to the narrator";
    case "add-cue":
      model.cues.push(
        cue(
          `${what.sound ?? what.kind}-${model.cues.length}`,
          what.kind,
          what.sound ?? null,
          from(what.at),
          what.until ? from(what.until) : null,
          0,
        ),
      );
      return `Add ${what.sound ?? "a hush"}`;
    case "move-cue": {
      const moved = model.cues.find((each) => each.id === what.cue)!;
      if (what.at) moved.at = from(what.at);
      if (what.until) moved.until = from(what.until);
      return `Move ${what.cue}`;
    }
    case "set-cue":
      for (const each of model.cues) if (what.cues.includes(each.id)) setCue(each, what.set);
      return `Change ${what.cues.join(", ")}`;
    case "ride":
      for (const each of model.cues) if (each.id === what.cue) setRide(each, what);
      return `Change a ride of ${what.cue}`;
    case "remove-cue":
      model.cues = model.cues.filter((each) => !what.cues.includes(each.id));
      return `Remove ${what.cues.join(", ")}`;
    case "cast":
      for (const role of model.roles)
        if (role.name === what.role && "voice" in what.set) {
          const voice = what.set.voice as string | Record<string, number>;
          role.blend = typeof voice === "string" ? [] : Object.entries(voice);
          role.voice = typeof voice === "string" ? voice : Object.keys(voice).join(" + ");
        }
      return `Change ${what.role}`;
    case "add-choice":
      model.choices = [
        ...model.choices,
        {
          id: "choice",
          word: what.at.word + (what.at.edge === "after" ? 1 : 0),
          scene: model.scenes.findLast((scene) => scene.word <= what.at.word)?.id ?? null,
          ask: (what.set.ask as string | undefined) ?? null,
          by: null,
          wait: null,
          default: null,
          options: what.options.map((option, at) => ({
            id: `o${at}`,
            words: option.words,
            say: null,
            to: option.to ?? null,
            when: null,
            set: [],
            once: false,
          })),
        },
      ];
      return "Add a choice";
    case "set-scene": {
      const set = "then" in what.set ? { ...what.set, then: thenOf(what.set.then) } : what.set;
      model.scenes = model.scenes.map((scene) => (what.scenes.includes(scene.id) ? { ...scene, ...set } : scene));
      return `Change ${what.scenes.join(", ")}`;
    }
    case "add-sound":
      return `Add the sound ${what.name}`;
    case "several":
      for (const each of what.gestures) gesture(model, each);
      return what.name;
    case "script": {
      let text = model.script.text;
      for (const change of [...what.changes].reverse())
        text = text.slice(0, change.from) + change.insert + text.slice(change.to);
      model.script = { ...model.script, text };
      return "Type in the script";
    }
    default:
      return storyGesture(model, what);
  }
}

function set(model: Model, line: Writable<Line>, keys: Readonly<Record<string, unknown>>): void {
  if (typeof keys.by === "string") Object.assign(line, { role: ROLES.indexOf(keys.by), status: "given" });
  if ("take" in keys) setTake(line, keys.take as string | { file: string; start?: string; end?: string } | null);
  if ("tone" in keys) line.tone = keys.tone as string | null;
  for (const role of model.roles) role.lines = model.lines.filter((each) => model.roles[each.role] === role).length;
}

function setTake(line: Writable<Line>, take: string | { file: string; start?: string; end?: string } | null): void {
  const part = take !== null && typeof take === "object" ? take : null;
  line.take = part ? part.file : (take as string | null);
  line.cut = part ? [parseFloat(part.start ?? "0"), part.end ? parseFloat(part.end) : null] : null;
}

// A ride that is added, changed or removed, in the order of the list.
function setRide(cue: Writable<Cue>, what: Extract<Gesture, { do: "ride" }>): void {
  const rides = [...cue.rides];
  const keys = what.set as { at?: At; gain?: string; over?: string } | undefined;
  const old = what.ride === undefined ? undefined : rides[what.ride];
  const at = (keys?.at && { offset: 0, ...keys.at }) ?? old?.at ?? place(0);
  const gain = keys?.gain === undefined ? old?.gain : parseFloat(keys.gain);
  const over = keys?.over === undefined ? (old?.over ?? 0) : parseFloat(keys.over);
  const next = keys ? [{ at, over, ...(gain !== undefined && { gain }) }] : [];
  if (what.ride === undefined) rides.splice(what.before ?? rides.length, 0, ...next);
  else rides.splice(what.ride, 1, ...next);
  cue.rides = rides;
}

function setCue(cue: Writable<Cue>, keys: Readonly<Record<string, unknown>>): void {
  if ("gain" in keys) cue.gain = parseFloat(String(keys.gain));
  if ("fade.in" in keys) cue.fade = [parseFloat(String(keys["fade.in"])), cue.fade[1]];
  if ("fade.out" in keys) cue.fade = [cue.fade[0], parseFloat(String(keys["fade.out"]))];
  if ("ride" in keys) {
    const rides = (keys.ride ?? []) as { at: Place; gain: string; over: string }[];
    cue.rides = rides.map((ride) => ({ at: ride.at, gain: parseFloat(ride.gain), over: parseFloat(ride.over) }));
  }
}

function cut(model: Model, first: number, end: number): Writable<Line>[] {
  const at = model.lines.findIndex((line) => line.words[1] > first);
  const whole = model.lines[at]!;
  const parts = [
    [whole.words[0], first],
    [first, end],
    [end, whole.words[1]],
  ] as const;
  const made = parts
    .filter(([a, b]) => a < b)
    .map(([a, b], part) => ({ ...whole, id: `${whole.id}.${part}`, words: [a, b] as const }));
  model.lines.splice(at, 1, ...made);
  return made.filter((line) => line.words[0] === first);
}
