// One paragraph: its words, the marks in them, brackets of beds on the left, names of roles on the right.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Line, Show } from "../../link/protocol.ts";
import { inkClass } from "../../look/colours.ts";
import { type Bracket, type Marks, type Piece, pieces } from "../../model/marks.ts";
import { sceneName, type Words } from "../../model/words.ts";
import { isOpen, openThing } from "../../state/view.ts";
import { wantsLayout } from "./margins.ts";
import { ChoiceMark, CueMark } from "./mark.tsx";

export interface RowProps {
  readonly paragraph: number;
  readonly show: Show;
  readonly words: Words;
  readonly marks: Marks;
  readonly inks: ReadonlyMap<string, number | null>;
}

export function Row(props: RowProps) {
  const root = useRef<HTMLDivElement>(null);
  const { paragraph, show, words, marks } = props;
  const list = pieces(show, words, marks, paragraph);
  useLayoutEffect(() => wantsLayout(root.current!));
  const scene = show.scenes[marks.sceneOf(paragraph) ?? -1];
  return (
    <div class="row" ref={root} data-paragraph={paragraph}>
      {scene && (
        <h2 class="scene">
          <button
            tabIndex={-1}
            data-scene={scene.id}
            aria-expanded={isOpen("scene", scene.id)}
            onClick={() => openThing("scene", scene.id)}
          >
            {sceneName(scene)}
          </button>
          {scene.space && <small>{scene.space}</small>}
        </h2>
      )}
      <div class="prose">
        <div class="brackets" aria-hidden="true">
          {marks.bracketsOf(paragraph).map((bracket) => (
            <Side bracket={bracket} {...props} />
          ))}
        </div>
        <p>
          {list.map((piece, at) => (
            <PieceView key={keyOf(piece)} piece={piece} before={list[at - 1]} {...props} />
          ))}
        </p>
        <Notes list={list} {...props} />
      </div>
    </div>
  );
}

function keyOf(piece: Piece): string {
  if (piece.kind === "text") return `t${piece.from}`;
  return piece.mark.kind === "choice" ? `q${piece.mark.choice}` : `${piece.mark.end ? "e" : "c"}${piece.mark.cue}`;
}

function PieceView({
  piece,
  before,
  show,
  words,
  marks,
  inks,
}: RowProps & { piece: Piece; before: Piece | undefined }) {
  if (piece.kind === "mark") {
    const mark = piece.mark;
    if (mark.kind === "choice") return <ChoiceMark choice={show.choices[mark.choice]!} />;
    return <CueMark cue={show.cues[mark.cue]!} end={mark.end} place={mark.place} words={words} marks={marks} />;
  }
  if (piece.line === null)
    return (
      <span class="piece" data-from={piece.from}>
        {" "}
      </span>
    );
  const line = show.lines[piece.line];
  const text = words.prose.text.slice(piece.from, piece.to);
  if (!line)
    return (
      <span class="piece silent" data-from={piece.from}>
        {text}
      </span>
    );
  const begins = line.dialogue && !(before?.kind === "text" && before.line === piece.line);
  return (
    <>
      {begins && <span class="away">{speaker(show, line)}: </span>}
      <span class={classOf(line, show, inks)} data-from={piece.from} data-line={begins ? piece.line : undefined}>
        {text}
      </span>
    </>
  );
}

function classOf(line: Line, show: Show, inks: ReadonlyMap<string, number | null>): string {
  if (line.status === "narration") return "piece";
  return `piece said ${line.status} ${inkClass(inks.get(show.roles[line.role]?.name ?? ""))}`;
}

/** Who speaks a line, as a name with a question mark while it is not sure. */
export function speaker(show: Show, line: Line): string {
  if (line.status === "unassigned") return "Who speaks?";
  const name = show.roles[line.role]?.name ?? "";
  return line.status === "guess" ? `${name}?` : name;
}

// A name is beside the first row of its line. Two lines of one role in a row need it once.
function Notes({ list, show, inks }: RowProps & { list: readonly Piece[] }) {
  const notes: { line: number; words: string; tone: string | null; look: string }[] = [];
  const seen = new Set<number>();
  for (const piece of list) {
    if (piece.kind !== "text" || piece.line === null) continue;
    const line = show.lines[piece.line];
    if (!line?.dialogue || seen.has(piece.line)) continue;
    seen.add(piece.line);
    const words = speaker(show, line);
    const last = notes[notes.length - 1];
    if (last?.words === words && last.tone === line.tone) continue;
    notes.push({
      line: piece.line,
      words,
      tone: line.tone,
      look: `${line.status} ${inkClass(inks.get(show.roles[line.role]?.name ?? ""))}`,
    });
  }
  return (
    <div class="notes" aria-hidden="true">
      {notes.map((note) => (
        <span class={`note ${note.look}`} data-note={note.line}>
          <b>{note.words}</b>
          {note.tone && <i>{note.tone}</i>}
        </span>
      ))}
    </div>
  );
}

function Side({ bracket, paragraph, show, words }: RowProps & { bracket: Bracket }) {
  const cue = show.cues[bracket.cue]!;
  const begins = words.paragraphOf(bracket.from.word) === paragraph;
  const ends = words.paragraphOf(bracket.until.word) === paragraph;
  return (
    <span
      class={`bracket ${cue.kind} column-${bracket.column} ${begins ? "begins" : ""} ${ends ? "ends" : ""}`}
      data-from-word={begins ? words.start(bracket.from.word) : undefined}
      data-until-word={ends ? words.end(bracket.until.word) : undefined}
      title={`${cue.sound ?? cue.id} lasts over these words`}
    >
      {begins && <span class="bracket-name">{cue.sound ?? cue.id}</span>}
    </span>
  );
}
