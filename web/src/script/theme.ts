// The look of the script: the colours of the page.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.8125rem", background: "var(--sheet)", color: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--lamp)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--lamp)" },
  ".cm-cursor": { borderLeftColor: "var(--lamp)", borderLeftWidth: "2px" },
  ".cm-gutters": { background: "var(--sheet)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--pick) 15%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--pick)",
  },
  ".cm-tooltip": {
    background: "var(--sheet)",
    color: "var(--ink)",
    border: "1px solid var(--rule)",
    borderRadius: "6px",
    boxShadow: "0 6px 24px var(--shade)",
    maxWidth: "30rem",
  },
  ".cm-tooltip-hover": { padding: "0.4rem 0.7rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--ink)", color: "var(--paper)" },
  ".cm-panels": { background: "var(--paper)", color: "var(--ink)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--lamp)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--ink-0)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--ink-5)" },
  { tag: [tags.keyword, tags.atom, tags.number], color: "var(--ink-1)" },
  { tag: [tags.punctuation, tags.separator, tags.bracket, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

export const theme = [look, syntaxHighlighting(colours)];
