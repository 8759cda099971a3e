// What the server says and takes. Places in texts are UTF-16 offsets, times are frames, gains are decibels.

import type { Patch } from "./patch.ts";

export const RATE = 48_000;

/** The document: the show as it is read from the script and its text. */
export interface Show {
  /** Counts the changes of the document. */
  readonly version: number;
  readonly revision: string;
  readonly script: { readonly path: string; readonly uri: string; readonly text: string };
  /** The paths of the files that it shares with other scripts. */
  readonly shared: readonly string[];
  /** Empty if the script has none. */
  readonly title: string;
  /** The tag of its language, as written. */
  readonly language: string | null;
  /** Whether speech tags are heard, if the script says so. */
  readonly tags: SpeechTags | null;
  readonly prose: Prose;
  readonly scenes: readonly Scene[];
  readonly roles: readonly Role[];
  readonly lines: readonly Line[];
  readonly skipped: readonly (readonly [number, number])[];
  readonly cues: readonly Cue[];
  readonly choices: readonly Choice[];
  readonly state: readonly Variable[];
  /** Start and end in the script of each, in the order of the document; null for what the script does not name. */
  readonly places: Readonly<Record<Placed, readonly (number | null)[]>>;
  readonly problems: readonly Problem[];
  readonly history: History;
  readonly playable: boolean;
  readonly voices: string;
  /** The forms in which the script publishes the show. */
  readonly publish: readonly string[];
  readonly names: {
    readonly tones: readonly Word[];
    readonly spaces: readonly string[];
    readonly languages: readonly Word[];
    readonly effects: readonly Word[];
    readonly forms: readonly Word[];
  };
}

/** A word of the script with its meaning. */
export interface Word {
  readonly name: string;
  readonly about: string;
}

export type SpeechTags = "speak" | "skip";

/** What has a place in the script. The ways of all scenes are one list, and so are the options of all choices. */
export type Placed = "lines" | "cues" | "scenes" | "ways" | "choices" | "options" | "state";

export interface Prose {
  readonly text: string;
  /** Start and end of each word. */
  readonly words: readonly number[];
  /** The first word of each paragraph. */
  readonly paragraphs: readonly number[];
}

export interface Scene {
  readonly id: string;
  readonly title: string;
  readonly word: number;
  readonly space: string | null;
  /** The condition under which it is heard. */
  readonly when: string | null;
  /** Where the show goes on; null: with the next scene. */
  readonly then: readonly Way[] | null;
}

/** A way after a scene: to a scene or to `end`. */
export interface Way {
  readonly to: string;
  readonly when: string | null;
}

export interface Role {
  readonly name: string;
  readonly voice: string | null;
  readonly note: string | null;
  /** The voices of a blend with their shares; empty for one voice. */
  readonly blend: readonly (readonly [string, number])[];
  readonly narrator: boolean;
  readonly declared: boolean;
  /** The shared file that has its settings, if the script has none. */
  readonly home: string | null;
  readonly lines: number;
  readonly tone: string | null;
  readonly pace: number;
  readonly gain: number;
  readonly pan: number;
  /** A factor on the length of the vocal tract. */
  readonly size: number;
  readonly age: Age;
  /** The tag of its language, as written. */
  readonly language: string | null;
  readonly tags: SpeechTags | null;
  readonly effect: string | null;
  readonly space: string | null;
  /** The differences in scenes. */
  readonly there: readonly RoleThere[];
}

export type Age = "child" | "adult" | "old";

/** What differs of a role in a scene; only what differs is there. */
export interface RoleThere {
  readonly scene: string;
  readonly tone?: string;
  readonly effect?: string;
  readonly space?: string;
  readonly pace?: number;
  readonly gain?: number;
  readonly pan?: number;
}

export type Status = "given" | "guess" | "unassigned" | "narration";

export interface Line {
  readonly id: string;
  /** The first word, and the word after the last. */
  readonly words: readonly [number, number];
  readonly role: number;
  readonly dialogue: boolean;
  readonly status: Status;
  readonly tone: string | null;
  /** Its own language and device; null: those of the role. */
  readonly language: string | null;
  readonly effect: string | null;
  /** Its own pace and gain. The line plays at the role's pace times this pace, and at the sum of both gains. */
  readonly pace: number;
  readonly gain: number;
  /** Before and after the line, in seconds; null where the reading decides. */
  readonly pause: readonly [number | null, number | null];
  readonly take: string | null;
  /** The part of the recording that is heard, in seconds; null for all of it. */
  readonly cut: readonly [number, number | null] | null;
  readonly reason: string | null;
}

export type Edge = "start" | "after";

export type Place =
  | { readonly word: number; readonly edge: Edge; readonly offset: number }
  | { readonly cue: string; readonly edge: Edge; readonly offset: number }
  | { readonly time: number }
  | { readonly start: true; readonly offset: number }
  | { readonly end: true; readonly offset: number };

export type CueKind = "spot" | "bed" | "music" | "hush";

export interface Cue {
  readonly id: string;
  readonly kind: CueKind;
  readonly sound: string | null;
  /** The role that makes it. */
  readonly by: string | null;
  readonly at: Place;
  readonly until: Place | null;
  readonly gain: number;
  readonly fade: readonly [number, number];
  readonly loop: boolean;
  readonly rides: readonly RidePoint[];
}

/** A change at a place; only what changes is there. */
export interface RidePoint {
  readonly at: Place;
  readonly over: number;
  readonly gain?: number;
  readonly pan?: number;
  readonly distance?: number;
}

export interface Choice {
  readonly id: string;
  /** The word before which it is asked; null if the choice is never met. */
  readonly word: number | null;
  /** The scene that it is in; null before the first one. */
  readonly scene: string | null;
  readonly ask: string | null;
  /** The role that asks, if the script names one. */
  readonly by: string | null;
  /** In seconds; null: for ever. */
  readonly wait: number | null;
  /** The option that is taken when the time is over. */
  readonly default: string | null;
  readonly options: readonly Option[];
}

export interface Option {
  readonly id: string;
  /** The words that are shown. */
  readonly words: string;
  /** The words that are spoken after the question, if there are any. */
  readonly say: string | null;
  /** A scene or `end`; null: the words after the choice. */
  readonly to: string | null;
  readonly when: string | null;
  /** Names of variables with their new values. */
  readonly set: readonly (readonly [string, string])[];
  readonly once: boolean;
}

/** What the show remembers. */
export interface Variable {
  readonly name: string;
  readonly kind: "flag" | "chance" | "number" | "word";
  readonly start: string;
  readonly from?: number;
  readonly to?: number;
  readonly clamp: boolean;
  readonly words: readonly string[];
  /** In percent. */
  readonly chance?: number;
}

/** The listener's place in an interactive show. The words before the first scene have an empty name. */
export interface Walk {
  readonly visits: readonly string[];
  readonly path: string;
  readonly been: readonly string[];
  /** `CHOICE.OPTION` */
  readonly taken: readonly string[];
  /** Names of endings. */
  readonly met: readonly string[];
}

/** The figures of all paths, as `cuebook paths --format json` prints them; null if nothing is decided or too much. */
export interface Paths {
  readonly revision: string;
  readonly figures: {
    readonly endings: readonly Ending[];
    readonly paths: number | null;
    readonly endless: boolean;
    readonly shortest: PathLength | null;
    readonly longest: PathLength | null;
    readonly typical: { readonly decisions: number; readonly seconds: number } | null;
    readonly circle: readonly string[] | null;
    readonly estimated: boolean;
  } | null;
  /** Why there are no figures. */
  readonly why: string | null;
}

export interface PathLength {
  readonly path: string;
  readonly seconds: number;
}

export interface Ending {
  readonly name: string;
  readonly scene: string | null;
  readonly choice: string | null;
  readonly path: string;
  readonly seconds: number | null;
}

export interface Problem {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly help: readonly string[];
  readonly places: readonly ProblemPlace[];
  readonly actions: readonly { readonly title: string; readonly gesture: Gesture }[];
}

export interface ProblemPlace {
  readonly in: string;
  readonly span: readonly [number, number];
  readonly words?: readonly [number, number];
  readonly text: string;
}

export interface History {
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface Folder {
  readonly name: string;
  readonly scripts: readonly string[];
  readonly texts: readonly string[];
}

/** The answer of `/api/show` while no script is open. */
export interface NoShow {
  readonly revision: null;
  readonly folder: Folder;
}

/** The times of words, lines and cues: start and end of each, in the order of the document. */
export interface Timeline {
  readonly revision: string;
  readonly edition: number;
  readonly exact: boolean;
  readonly frames: number;
  readonly words: readonly number[];
  readonly lines: readonly number[];
  readonly cues: readonly number[];
  /** Null for a scene that the path does not hear. */
  readonly scenes: readonly (number | null)[];
  readonly made: number;
  readonly all: number;
}

/** A place in the text that a gesture names. */
export interface At {
  readonly word: number;
  readonly edge: Edge;
  readonly offset?: number;
}

/** Keys of the script with values as the script writes them; `null` removes the key. */
export type Settings = Readonly<Record<string, unknown>>;

export type Gesture =
  | { do: "line"; lines: readonly string[]; set: Settings }
  | { do: "line"; words: readonly [number, number]; set: Settings }
  | { do: "unline"; lines: readonly string[] }
  | { do: "settle"; lines: readonly string[] }
  | { do: "add-cue"; kind: CueKind; sound?: string; length?: string; at: At; until?: At | null; set: Settings }
  | { do: "move-cue"; cue: string; at?: At; until?: At }
  | { do: "set-cue"; cues: readonly string[]; set: Settings }
  | { do: "remove-cue"; cues: readonly string[] }
  /** Without `ride` one is added, before the ride of the number `before`; without `set` it is removed. */
  | { do: "ride"; cue: string; ride?: number; before?: number; set?: Settings }
  | { do: "add-scene"; word: number; title: string; set: Settings }
  | { do: "set-scene"; scenes: readonly string[]; set: Settings }
  | { do: "remove-scene"; scenes: readonly string[] }
  | { do: "add-choice"; at: At; set: Settings; options: readonly { words: string; to?: string }[] }
  | { do: "add-option"; choice: string; option: Settings }
  | { do: "set-choice"; choice: string; set: Settings }
  | { do: "remove-choice"; choices: readonly string[] }
  | { do: "move-option"; option: string; to: number }
  | { do: "set-variable"; name: string; value: unknown }
  | { do: "remove-variable"; names: readonly string[] }
  | { do: "rename"; what: "scene" | "choice" | "option" | "variable" | "cue"; name: string; to: string }
  /** `in` is `script` or a shared file; without it the file that has the thing is changed. */
  | { do: "cast"; role: string; set: Settings; in?: string }
  | { do: "set-show"; set: Settings; in?: string }
  | { do: "pronounce"; word: string; as: string; in?: string }
  | { do: "add-sound" | "set-sound"; name: string; set: Settings }
  | { do: "script"; changes: readonly { from: number; to: number; insert: string }[] }
  | { do: "fix"; problem: number; action: number }
  | { do: "several"; name: string; gestures: readonly Gesture[] };

export interface Edited {
  readonly version: number;
  readonly revision: string;
  readonly step: string | null;
  readonly id?: string;
  readonly patch?: Patch;
}

/** The gains of a bed or music as the mix applies them: half decibels above −100 dB; 0 is silence. */
export interface LevelCurve {
  readonly index: number;
  /** The number of the step at which the curves begin. */
  readonly first: number;
  /** With fades and rides, in base64. */
  readonly own: string;
  /** With ducks and hushes too. */
  readonly all: string;
}

/** Whether every line is understood, as `check --mix` measures it. */
export interface Report {
  readonly revision: string;
  /** How many lines were measured, and the margin at which a line is clear. */
  readonly lines: number;
  readonly clear: number;
  readonly found: readonly Finding[];
}

/** A line that is hard to understand. */
export interface Finding {
  readonly line: number;
  readonly margin: number | null;
  readonly message: string;
  readonly help: readonly string[];
  /** The cues and lines that cover it. */
  readonly cues: readonly number[];
  readonly lines: readonly number[];
  readonly actions: readonly { readonly title: string; readonly gesture: Gesture }[];
}

export interface Recording {
  readonly file: string;
  readonly used: boolean;
  /** Where its words differ from the line, as far as it is known. */
  readonly differs?: readonly string[];
}

export interface Sound {
  readonly name: string;
  readonly kind: "spot" | "bed";
  readonly about: string;
  readonly category: string | null;
  readonly words: readonly string[];
  readonly params: readonly Param[];
  readonly own: boolean;
}

export interface Param {
  readonly name: string;
  readonly about: string;
  readonly default: string;
  readonly unit: string;
  /** The range in words. */
  readonly range: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly choices: readonly string[] | null;
}

export interface LibrarySound {
  readonly name: string;
  readonly seconds: number | null;
}

export interface Sounds {
  readonly sounds: readonly Sound[];
  readonly library: readonly LibrarySound[];
  readonly categories: readonly string[];
}

export interface Voice {
  readonly name: string;
  readonly accent: string;
  /** The tag of the language that it speaks. */
  readonly language: string;
  readonly sex: string;
  readonly about: string;
}

export interface Channel {
  readonly gain: number;
  readonly mute: boolean;
  readonly solo: boolean;
}

/** What the page says on the socket. */
export type Say =
  | { do: "listen" | "more"; frames: number }
  | { do: "play"; word?: number; frame?: number; scene?: string }
  | { do: "pause" | "go" }
  | { do: "seek"; word?: number; frame?: number }
  | { do: "loop"; words?: readonly [number, number]; frames?: readonly [number, number] }
  | { do: "meters"; reset: true }
  | ({ do: "channel"; channel: string } & Partial<Channel>)
  | { do: "channels"; reset: true }
  | { do: "choose"; question: number; option: number }
  | { do: "back" }
  | { do: "clock"; on: boolean };

export type PlayState = "opening" | "playing" | "paused" | "stopped" | "waiting" | "ended" | "lost";

/** A choice that is asked. Times are frames of the edition that is heard. */
export interface Question {
  readonly number: number;
  readonly choice: string;
  readonly ask: string | null;
  /** The options that are offered, with the numbers of their keys. */
  readonly options: readonly {
    readonly number: number;
    readonly option: number;
    readonly id: string;
    readonly words: string;
  }[];
  readonly begins: number;
  /** When the question is over. */
  readonly asked: number;
  /** When the time is over; null without a clock. */
  readonly ends: number | null;
  /** The option that is decided already. */
  readonly taken: number | null;
}

/** What the server says on the socket. */
export type Said =
  | { is: "hello"; version: number | null; revision: string | null; rate: number; walk: Walk }
  | {
      is: "show";
      version: number;
      revision: string;
      step: string | null;
      by: "gesture" | "undo" | "redo" | "disk" | "open";
      patch?: Patch;
    }
  | { is: "walk"; walk: Walk }
  | { is: "timeline"; edition: number; exact: boolean; made: number; all: number }
  | { is: "status"; state: PlayState; edition: number; at: number; loop: readonly [number, number] | null; why: string }
  | {
      is: "meters";
      at: number;
      buses: Readonly<Record<string, readonly [number, number]>>;
      out: readonly [number, number];
      momentary: number | null;
      integrated: number | null;
    }
  | { is: "channels"; channels: Readonly<Record<string, Channel>> }
  | { is: "question"; question: Question | null }
  | { is: "problems"; problems: readonly Problem[] }
  | { is: "error"; code: string; message: string; help: readonly string[] }
  | { is: "message"; text: string }
  | { is: "progress"; job: string; done: number; all: number; text: string }
  | { is: "done"; job: string; files: readonly { path: string }[]; error: string | null };
