// Small shows for the tests: `show` reads a text in which a role speaks quoted words.

import type { Cue, Line, Show } from "../../src/link/protocol.ts";

/** A show of this text. Quoted words are lines of `roles[1]`, all else is narration. */
export function show(text: string, more: Partial<Show> = {}): Show {
  const words: number[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}’'-]*[\p{L}\p{N}]/gu))
    words.push(match.index, match.index + match[0].length);
  const paragraphs: number[] = [];
  for (let word = 0; word < words.length / 2; word++) {
    const gap = word === 0 ? "\n\n" : text.slice(words[2 * word - 1], words[2 * word]);
    if (gap.includes("\n\n")) paragraphs.push(word);
  }
  return {
    version: 1,
    revision: "r1",
    script: { path: "show.yaml", uri: "file:///show.yaml", text: "" },
    shared: [],
    title: "A show",
    language: null,
    tags: null,
    prose: { text, words, paragraphs },
    scenes: [],
    roles: ["NARRATOR", "ANA", "TOM"].map((name, at) => ({
      name,
      voice: "v",
      note: null,
      narrator: at === 0,
      declared: true,
      lines: 1,
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
    lines: lines(text, words, paragraphs),
    skipped: [],
    cues: [],
    choices: [],
    state: [],
    places: { lines: [], cues: [], scenes: [], ways: [], choices: [], options: [], state: [] },
    problems: [],
    history: { undo: null, redo: null },
    playable: true,
    voices: "natural",
    publish: [],
    names: {
      tones: [
        { name: "urgent", about: "faster" },
        { name: "whisper", about: "breath in place of voice" },
      ],
      spaces: ["hall"],
      languages: [],
      effects: [],
      forms: [{ name: "m4b", about: "an audiobook" }],
    },
    ...more,
  };
}

function lines(text: string, words: readonly number[], paragraphs: readonly number[]): Line[] {
  const lines: Line[] = [];
  let quoted = false;
  let first = 0;
  const add = (end: number, dialogue: boolean) => {
    if (end > first) lines.push(line(lines.length, first, end, dialogue));
    first = end;
  };
  for (let word = 0; word <= words.length / 2; word++) {
    const gap = text.slice(word === 0 ? 0 : words[2 * word - 1], words[2 * word] ?? text.length);
    const now: boolean = gap.includes("“") ? true : gap.includes("”") ? false : quoted;
    if (word > 0 && (now !== quoted || gap.includes("“") || paragraphs.includes(word) || word === words.length / 2))
      add(word, quoted);
    quoted = now;
  }
  return lines;
}

export function line(at: number, first: number, end: number, dialogue: boolean): Line {
  return {
    id: `l${at}`,
    words: [first, end],
    role: dialogue ? 1 : 0,
    dialogue,
    status: dialogue ? "given" : "narration",
    tone: null,
    language: null,
    effect: null,
    pace: 1,
    gain: 0,
    pause: [null, null],
    take: null,
    cut: null,
    reason: null,
  };
}

export function cue(id: string, more: Partial<Cue>): Cue {
  return {
    id,
    kind: "spot",
    sound: "door-strike",
    by: null,
    at: { word: 0, edge: "start", offset: 0 },
    until: null,
    gain: 0,
    fade: [0, 0],
    loop: false,
    rides: [],
    ...more,
  };
}
