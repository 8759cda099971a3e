// The text of the mock show, and longer ones for the tests of speed.

export const STORY = `The ferry lay dark at the pier, and the rain came down on it as if it had nowhere else to go. “Is anyone aboard?” called Ana. Nobody answered. A rope creaked against the bollard, twice, and was still.

She knocked at the cabin, hard. Then the engine coughed. “I told you not to come,” said Tom. He did not open the door.

“You told me a great many things,” said Ana. “You told me the river never freezes. You told me the light was mended.” She laid her hand flat upon the wet wood. “Open it, Tom. I have walked nine miles in these shoes.”

“Go home.”

“There is no home. They have let the water in.”

For a long while there was only the rain. Then a bolt was drawn, slowly, as though the one who drew it hoped that she would change her mind before the end.

The cabin was small and very warm. A lamp swung over the chart table; a kettle muttered on the stove. In the corner, under an oilskin, somebody breathed. “Who is that?” asked Ana. “A passenger,” said Tom. “He paid in coin. He wants the other side before it is light.”

“And you said you would not cross again.”

“I said I would not cross for nothing.”

The oilskin moved. A hand came out of it, thin and white, with a ring on the thumb. “Let the lady sit,” said the passenger. “We shall all be in the same water presently.”

In the morning the pier was empty. The rope hung from its bollard and dripped. Far out, where the channel turns, a bell rang three times, and a second bell, that had not rung since the war, answered it. “Did you hear that?” said the boy at the ticket window. “I heard the wind,” said his grandmother, and shut the window, and stood for some time with her hand on the latch.

Nobody crossed that day. Toward evening the water began to smoke, as it does before it freezes, and the children were called in from the bank.`;

export const ROLES = ["NARRATOR", "ANA", "TOM", "PASSENGER", "BOY", "GRANDMOTHER"];

/** Who says each quoted stretch of the story, and how; `null` is not known, a question mark is a guess. */
export const SAID: readonly (readonly [string | null, string?])[] = [
  ["ANA", "urgent"],
  ["TOM", "cold"],
  ["ANA"],
  ["ANA", "weary"],
  ["ANA"],
  ["TOM?"],
  ["ANA?"],
  [null],
  ["TOM"],
  ["TOM"],
  ["ANA"],
  ["TOM?"],
  ["PASSENGER", "warm"],
  ["PASSENGER"],
  ["BOY"],
  [null],
];

/** A text with many paragraphs, for a show of `hours` hours. */
export function longStory(sentences: number): string {
  const paragraphs = STORY.split("\n\n");
  const long: string[] = [];
  for (let count = 0, at = 0; count < sentences; at++) {
    const paragraph = paragraphs[at % paragraphs.length]!;
    long.push(paragraph);
    count += paragraph.split(/[.!?]/).length - 1;
  }
  return long.join("\n\n");
}
