import { expect, test } from "vitest";
import type { Choice, Option, Scene, Show } from "../../src/link/protocol.ts";
import { findingsOf } from "../../src/model/findings.ts";
import { exitsOf, storyOf } from "../../src/model/story.ts";
import { show } from "./shows.ts";

const TEXT = "One two.\n\nThree four.\n\nFive six.";

export const scene = (id: string, word: number, more: Partial<Scene> = {}): Scene => ({
  id,
  title: "",
  word,
  space: null,
  when: null,
  then: null,
  ...more,
});
const option = (id: string, to: string | null, more: Partial<Option> = {}): Option => ({
  id,
  words: id,
  say: null,
  to,
  when: null,
  set: [],
  once: false,
  ...more,
});
const choice = (id: string, at: string | null, word: number | null, options: readonly Option[]): Choice => ({
  id,
  word,
  scene: at,
  ask: null,
  by: null,
  wait: null,
  default: null,
  options,
});
const goals = (all: Show, id: string) => exitsOf(storyOf(all, 6).byId.get(id)!).map((exit) => [exit.id, exit.to]);

test("scenes go on with the next one, and the last one ends", () => {
  const all = show(TEXT, { scenes: [scene("a", 2), scene("b", 4)] });
  const story = storyOf(all, 6);
  expect(story.nodes.map((node) => [node.id, node.title, node.words])).toEqual([
    ["", "The beginning", [0, 2]],
    ["a", "a", [2, 4]],
    ["b", "b", [4, 6]],
  ]);
  expect(goals(all, "")).toEqual([[">0", "a"]]);
  expect(goals(all, "a")).toEqual([["a>0", "b"]]);
  expect(goals(all, "b")).toEqual([["b>0", "end"]]);
  expect(story.nodes.map((node) => node.ends)).toEqual([false, false, true]);
});

test("a show without scenes is one box", () => {
  expect(storyOf(show(TEXT), 6).nodes.map((node) => node.title)).toEqual(["The whole text"]);
});

test("after a choice whose options all lead away, the scene does not go on", () => {
  const away = choice("q", "a", 2, [option("x", "b"), option("y", "end")]);
  const on = choice("q", "a", 2, [option("x", "b"), option("y", null)]);
  const scenes = [
    scene("a", 0),
    scene("b", 2, {
      then: [
        { to: "a", when: "n >= 1" },
        { to: "end", when: null },
      ],
    }),
  ];
  expect(goals(show(TEXT, { scenes, choices: [away] }), "a")).toEqual([
    ["q.x", "b"],
    ["q.y", "end"],
  ]);
  expect(goals(show(TEXT, { scenes, choices: [on] }), "a")).toEqual([
    ["q.x", "b"],
    ["q.y", null],
    ["a>0", "b"],
  ]);
  expect(goals(show(TEXT, { scenes, choices: [on] }), "b")).toEqual([
    ["b>0", "a"],
    ["b>1", "end"],
  ]);
});

test("choices are in the order of the text, and one without a place is lost", () => {
  const choices = [choice("late", "a", 4, []), choice("early", "a", 2, []), choice("none", null, null, [])];
  const story = storyOf(show(TEXT, { scenes: [scene("a", 0)], choices }), 6);
  expect(story.nodes[0]!.stops.map((stop) => stop.choice.id)).toEqual(["early", "late"]);
  expect(story.lost.map((each) => each.id)).toEqual(["none"]);
});

test("exits tell what they set, and whether chance decides", () => {
  const options = [option("x", null, { when: "storm and n >= 1", set: [["n", "n + 1"]], once: true })];
  const own = { ...choice("q", "a", 2, options), default: "x", wait: 8 };
  const state = [{ name: "storm", kind: "chance" as const, start: "", clamp: false, words: [] }];
  const [exit] = exitsOf(storyOf(show(TEXT, { scenes: [scene("a", 0)], choices: [own], state }), 6).nodes[0]!);
  expect(exit).toMatchObject({ chance: true, notes: ["n = n + 1", "once", "after 8 s"], when: "storm and n >= 1" });
});

test("a problem is at the innermost thing that has its place", () => {
  const problem = (from: number, to: number) => ({
    code: "option-never-open",
    severity: "warning" as const,
    message: `at ${from}`,
    help: [],
    places: [{ in: "script", span: [from, to] as const, text: "" }],
    actions: [],
  });
  const all = show(TEXT, {
    scenes: [scene("a", 0, { then: [{ to: "end", when: null }] })],
    choices: [choice("q", "a", 2, [option("x", null), option("y", null)])],
    places: {
      lines: [],
      cues: [],
      scenes: [0, 50],
      ways: [30, 40],
      choices: [100, 200],
      options: [120, 140, 150, 170],
      state: [],
    },
    problems: [problem(5, 9), problem(32, 35), problem(155, 160), problem(110, 112), problem(300, 310)],
  });
  expect([...findingsOf(all)].map(([key, found]) => [key, found[0]!.message])).toEqual([
    ["scene:a", "at 5"],
    ["exit:a>0", "at 32"],
    ["exit:q.y", "at 155"],
    ["choice:q", "at 110"],
  ]);
});
