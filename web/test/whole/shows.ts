// The shows of the tests with the program: comments everywhere, letters of one to four bytes, both styles of lists.

export const TEXT = `“Go!” said Anna. A door fell shut. “Go now, and never come back to me,” she said.

Rain fell on the дверь — and then, 😀 loudly, on Boris. “Come!” he said. Nobody came. “Come,” he said again.

“Is anyone there?” somebody asked. The rain fell. The rain fell again, and the door fell.

In the morning the house was empty. “Gone,” said Anna, “all of them.” “Gone?” asked Boris.
`;

const HEAD = `# A show about a door.
show: The Door # its title
text: door.txt
seed: 7
# Three voices.
cast:
  NARRATOR: { voice: bm_george } # reads
  # She is young.
  ANNA: { voice: af_heart, place: { pan: -0.3 } }
  BORIS:
    # He is old.
    voice: am_michael # for now
sounds:
  # Made of a recipe.
  crash: { recipe: door-slam, gain: -3dB } # loud
`;

const LINES = `lines:
  # The first line.
  - { id: go, quote: "Go!", by: ANNA, tone: urgent } # she shouts
  - quote: "Go now, and never come back to me,"
    # A guess of the draft.
    by: ANNA # guess: the line before is hers
  - { id: come, quote: "Come!", by: BORIS } # guess: he is near
  - { quote: "Gone,", by: ANNA }
  # The last line.
`;

const CUES = `cues:
  # The weather.
  - { id: rain, bed: wind, from: "Rain fell", until: "In the morning", gain: -14dB } # soft
  - id: knock # of wood
    spot: door-strike
    # After the door.
    at: { after: "fell shut." }
  - { id: crash1, spot: crash, at: { after: "the door fell" } }
  - { id: still, hush: 0.5s, at: { after: "Nobody came." } }
# The end.
mix: { target: { loudness: -20 LUFS, peak: -3 dBTP } }
`;

export const LINEAR = `${HEAD}scenes:
  - { id: inside, from: start } # in the house
  # Outside it rains.
  - { id: outside, from: "Rain fell", title: Outside, space: open-field }
${LINES}${CUES}`;

export const INTERACTIVE = `${HEAD}scenes:
  - { id: inside, from: start }
  - { id: outside, from: "Rain fell", title: Outside }
  - { id: morning, from: "In the morning" } # the last one
choices:
  # Where does she go?
  - id: way
    at: { after: "she said." }
    ask: Which way? # of two
    options:
      # Out.
      - { id: out, words: Out, to: outside }
      - { id: on, words: "Stay, and wait", to: morning } # the short one
${LINES}${CUES}`;

/** The text is a part of the script. */
export const INSIDE = LINEAR.replace("text: door.txt\n", `text: |\n${TEXT.replace(/^(?=.)/gm, "  ")}`);

/** A show that has everything: a choice, takes, guesses, lines without a role, a warning. */
export const PARTS = {
  "door.txt": TEXT,
  "show.yaml": INTERACTIVE.replace("tone: urgent", "tone: urgnt"),
};

/** A show whose cast is in a file that others use too. ANNA has everything that a role can have. */
export const SHARED = {
  "door.txt": TEXT,
  "house.yaml": `# The house.
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: { af_heart: 0.6, bf_emma: 0.4 }, age: old, size: small, tone: warm 0.6, in: { inside: { effect: telephone, tone: sad } } }
  BORIS: { voice: am_michael }
`,
  "show.yaml": LINEAR.replace(/# Three voices.\n.*?(?=sounds:)/s, "use: house.yaml\n"),
};

/** A script that is not well-formed. */
export const UNREADABLE = LINEAR.replace("cast:\n", "cast: [\n");

/** Long names, and words of other writings. */
export const WORLD_TEXT = `“שלום, מי שם?” שאלה אנה. The door, which had been shut since the days of Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch, opened. “مرحبا” he said.

「だれかいますか」とアナが呼んだ。雨が降っていた。“Донаудампфшиффартсгезельшафт!” cried Boris.
`;

export const WORLD = `show: The Remarkable and Very Nearly True History of a Door That Would Not Stay Shut, Part the Second
text: world.txt
cast:
  NARRATOR: { voice: bm_george }
  THE OLD WOMAN WHO KEEPS THE KEYS OF THE NORTHERN GATE: { voice: af_heart }
  アナ: { voice: bf_emma }
  БОРИС: { voice: am_michael }
scenes:
  - { id: first, from: start, title: "The Remarkable and Very Nearly True Beginning of Everything, in Which a Door Opens", space: open-field }
lines:
  - { quote: "שלום, מי שם?", by: THE OLD WOMAN WHO KEEPS THE KEYS OF THE NORTHERN GATE }
  - { quote: "Донаудампфшиффартсгезельшафт!", by: БОРИС }
cues:
  - { id: rain-that-falls-on-the-northern-gate-in-the-night, bed: rain, from: start, until: end }
  - { id: a, spot: door-strike, at: { after: "opened." } }
`;
