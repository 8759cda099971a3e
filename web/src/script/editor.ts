// The editor of the script: CodeMirror with the language server. Typed text becomes steps of the show.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { effect } from "@preact/signals";
import { edit, show, step } from "../state/document.ts";
import { connected } from "../state/playing.ts";
import { shown, shownAt, written } from "./breaks.ts";
import { scriptPlace } from "./place.ts";
import { languageServer } from "./server.ts";
import { Sync } from "./sync.ts";
import { theme } from "./theme.ts";

/** A pause in typing of so many ms sends the typed text. */
const PAUSE = 150;
const fromServer = Annotation.define<boolean>();

/** Opens the editor in an element and returns what closes it. */
export function openEditor(parent: HTMLElement): () => void {
  const { uri } = show.peek()!.script;
  const text = shown(show.peek()!.script.text);
  const sync = new Sync(text);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = async () => {
    clearTimeout(timer);
    // The offsets are those of the script when the turn of this step has come.
    const done = await edit(({ script }) => {
      const changes = sync.take();
      return changes && { do: "script", changes: written(script.text, changes) };
    });
    if (!done) sync.refused();
    else if (sync.open) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), PAUSE);
  };
  const history = (which: "undo" | "redo") => () => {
    void send().then(() => step(which));
    return true;
  };

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: Text.of(text.split("\n")),
      extensions: [
        EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ""),
        EditorView.contentAttributes.of({ "aria-label": "The script", tabindex: "0" }),
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        indentUnit.of("  "),
        yaml(),
        theme,
        keymap.of([
          { key: "Mod-z", run: history("undo") },
          { key: "Mod-Shift-z", run: history("redo") },
          { key: "Mod-y", run: history("redo") },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...searchKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        languageServer().plugin(uri, "yaml"),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((each) => each.annotation(fromServer))) return;
          sync.typed(update.changes);
          later();
        }),
      ],
    }),
  });

  const endArrivals = effect(() => {
    const script = show.value?.script;
    if (script?.uri !== uri) return;
    const changes = sync.arrived(shown(script.text));
    if (changes) view.dispatch({ changes, annotations: fromServer.of(true) });
  });
  const endPlaces = effect(() => {
    const place = scriptPlace.value;
    if (!place) return;
    const script = show.peek()?.script.text ?? "";
    const [anchor, head] = place.map((at) => Math.min(shownAt(script, at), view.state.doc.length)) as [number, number];
    view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    view.focus();
    scriptPlace.value = null;
  });
  // What was typed while the program could not be reached.
  const endReturns = effect(() => {
    if (connected.value && sync.open) later();
  });
  return () => {
    void send();
    endReturns();
    endArrivals();
    endPlaces();
    view.destroy();
  };
}
