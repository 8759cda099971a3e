// An interactive show for the mock: its text, scenes and choices, and the gestures on them.

import type { Choice, Gesture, Option, Paths, Problem, Scene, Variable, Way } from "../src/link/protocol.ts";
import type { Model } from "./show.ts";

/** The text, with the id and the title of each scene before its words. */
const SCENES: readonly (readonly [id: string, title: string, text: string])[] = [
  [
    "door",
    "The Tower Door",
    "The tower door stood open, and the wind went in and out of it. A lamp hung on a nail inside.",
  ],
  [
    "hall",
    "The Hall",
    "In the hall three ways met: the stairs went up, a passage went down, and the door stood behind her. Something breathed in the dark.",
  ],
  [
    "stairs",
    "The Stairs",
    "The stairs turned and turned. “Who is there?” called a voice above her, and a stone fell past.",
  ],
  [
    "cellar",
    "The Cellar",
    "The passage ended in a cellar where the water came to her knees. A boat was tied to a ring.",
  ],
  [
    "room",
    "Under the Roof",
    "The room under the roof was full of stars. “You brought a light,” said the keeper. “Then you may stay.”",
  ],
  ["dark", "No Light", "The keeper looked at her hands. “You came without a light,” he said, and shut the door."],
  ["boat", "The Boat", "She rowed until the tower was a small thing, and then no thing at all."],
  ["well", "The Well", "Nobody had ever found the well, for no way led to it."],
];

export const CHOICES_TEXT = SCENES.map(([, , text]) => text).join("\n\n");

const option = (id: string, words: string, to: string | null, more: Partial<Option> = {}): Option => ({
  id,
  words,
  say: words,
  to,
  when: null,
  set: [],
  once: false,
  ...more,
});

/** Gives a mock show of that text its scenes, choices and variables. */
export function withChoices(model: Model, find: (quote: string) => number): void {
  const then: Record<string, readonly Way[]> = {
    stairs: [
      { to: "room", when: "lamp and courage >= 1" },
      { to: "dark", when: null },
    ],
    room: [{ to: "end", when: null }],
    dark: [{ to: "hall", when: null }],
    boat: [{ to: "end", when: null }],
    well: [{ to: "end", when: null }],
  };
  model.title = "The Light in the Tower";
  model.scenes = SCENES.map(([id, title, text], at): Scene => {
    const word = at === 0 ? 0 : find(text.slice(0, 24));
    return { id, title, word, space: id === "cellar" ? "stone-corridor" : null, when: null, then: then[id] ?? null };
  });
  const after = (scene: string) => {
    const at = model.scenes.findIndex((each) => each.id === scene);
    return model.scenes[at + 1]?.word ?? model.prose.words.length / 2;
  };
  const choice = (id: string, scene: string, ask: string, options: readonly Option[], more: Partial<Choice> = {}) => ({
    id,
    word: after(scene),
    scene,
    ask,
    by: null,
    wait: null,
    default: null,
    options,
    ...more,
  });
  model.choices = [
    choice("nail", "door", "Do you take the lamp?", [
      option("take", "Take it", null, { set: [["lamp", "true"]] }),
      option("leave", "Leave it hanging", null),
    ]),
    choice(
      "ways",
      "hall",
      "Up, down, or out?",
      [
        option("up", "Up the stairs", "stairs", { set: [["courage", "courage + 1"]] }),
        option("down", "Down the passage", "cellar", { when: "not storm" }),
        option("out", "Out into the rain", "end"),
      ],
      { wait: 8, default: "up" },
    ),
    choice("ring", "cellar", "Do you untie the boat?", [
      option("untie", "Untie it", "boat", { once: true }),
      option("back", "Back to the hall", "hall"),
    ]),
  ];
  model.state = [
    variable("lamp", "flag", { start: "false" }),
    variable("courage", "number", { start: "0", from: 0, to: 3 }),
    variable("storm", "chance", { start: "true with a chance of 30%", chance: 30 }),
  ];
  const spans = (count: number, from: number) =>
    Array.from({ length: 2 * count }, (_, at) => from + 10 * (at >> 1) + (at % 2) * 9);
  model.places = { ...model.places, scenes: spans(model.scenes.length, 1_000), choices: spans(3, 2_000) };
  const well = model.scenes.findIndex((scene) => scene.id === "well");
  model.problems = [problem(1_000 + 10 * well)];
}

function problem(at: number): Problem {
  return {
    code: "scene-never-heard",
    severity: "warning",
    message: "no path leads to the scene `well`",
    help: ["let an option or a way lead `to: well`"],
    places: [{ in: "script", span: [at, at + 5], text: "" }],
    actions: [],
  };
}

const variable = (name: string, kind: Variable["kind"], more: Partial<Variable>): Variable => ({
  name,
  kind,
  start: "",
  clamp: false,
  words: [],
  ...more,
});

const ending = (name: string, path: string, seconds: number) => ({
  name,
  scene: name.split(" ")[0]!,
  choice: name.split(" at ")[1] ?? null,
  path,
  seconds,
});

/** The figures of the paths of a mock show. */
export const pathsOf = (model: Model): Paths => ({
  revision: model.revision,
  figures:
    model.choices.length === 0
      ? null
      : {
          endings: [
            ending("hall at ways", "nail=leave,ways=out", 31),
            ending("room", "nail=take,ways=up", 54),
            ending("boat", "nail=leave,ways=down,ring=untie", 47.5),
          ],
          paths: null,
          endless: true,
          shortest: { path: "nail=leave,ways=out", seconds: 31 },
          longest: null,
          typical: { decisions: 3.2, seconds: 58 },
          circle: ["hall", "cellar"],
          estimated: true,
        },
  why: null,
});

/** Makes a gesture on the story; null for another one. */
export function storyGesture(model: Model, what: Gesture): string | null {
  switch (what.do) {
    case "set-choice": {
      model.choices = model.choices.map((choice) => {
        if (choice.id === what.choice) return { ...choice, ...settings(what.set) };
        const options = choice.options.map((each) =>
          `${choice.id}.${each.id}` === what.choice ? { ...each, ...settings(what.set) } : each,
        );
        return { ...choice, options };
      });
      return `Set the ${Object.keys(what.set)[0]} of ${what.choice}`;
    }
    case "add-option":
      model.choices = model.choices.map((choice) =>
        choice.id === what.choice
          ? {
              ...choice,
              options: [...choice.options, option("option", String(what.option.words), null, { say: null })],
            }
          : choice,
      );
      return `Add the option option to ${what.choice}`;
    case "remove-choice":
      model.choices = model.choices
        .filter((choice) => !what.choices.includes(choice.id))
        .map((choice) => ({
          ...choice,
          options: choice.options.filter((each) => !what.choices.includes(`${choice.id}.${each.id}`)),
        }));
      return `Remove ${what.choices.join(", ")}`;
    case "set-variable":
      model.state = [
        ...model.state.filter((each) => each.name !== what.name),
        variable(what.name, typeof what.value === "boolean" ? "flag" : "number", { start: "0", from: 0, to: 3 }),
      ];
      return `Remember ${what.name}`;
    case "remove-variable":
      model.state = model.state.filter((each) => !what.names.includes(each.name));
      return `Forget ${what.names.join(", ")}`;
    default:
      return null;
  }
}

// Keys of the script as the document has them.
function settings(set: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return "wait" in set ? { ...set, wait: set.wait === null ? null : parseFloat(String(set.wait)) } : { ...set };
}

/** The value of `then` as the document has it. */
export function thenOf(value: unknown): readonly Way[] | null {
  if (value === null) return null;
  const list = Array.isArray(value) ? value : [value];
  return list.map((way: string | Way) => (typeof way === "string" ? { to: way, when: null } : way));
}
