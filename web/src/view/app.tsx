// The whole page: the start page, or the studio with its panes.

import { useEffect, useLayoutEffect } from "preact/hooks";
import { connected, refused } from "../state/playing.ts";
import { folder, lost, show } from "../state/document.ts";
import { wide } from "../state/map.ts";
import { help, pane, publishing, score } from "../state/view.ts";
import { keys } from "../keys.ts";
import { Help } from "./help.tsx";
import { Notices } from "./notices.tsx";
import { Panes } from "./panes/panes.tsx";
import { Publishing } from "./publishing.tsx";
import { Question } from "./question.tsx";
import { Score } from "./score/score.tsx";
import { Start } from "./start.tsx";
import { TextView } from "./text/textview.tsx";
import { Top } from "./top.tsx";

export function App() {
  useLayoutEffect(() => {
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, []);
  useEffect(() => {
    document.title = show.value ? `${show.value.title || show.value.script.path} · cuebook` : "cuebook studio";
  });
  return (
    <>
      {show.value ? <Studio /> : folder.value ? <Start folder={folder.value} /> : <Wait />}
      <Notices />
      {help.value && <Help />}
      {publishing.value && show.value && <Publishing />}
    </>
  );
}

function Studio() {
  return (
    <div class={pane.value ? `studio with-pane with-${pane.value}${wideMap() ? " wide" : ""}` : "studio"}>
      <Top />
      <main class="desk">
        <TextView />
        <Refused />
        {score.value && <Score />}
      </main>
      <Panes />
      <Question />
      {!connected.value && (
        <p class="offline" role="status">
          {lost.value ?? "The program cannot be reached."} Nothing is lost; the page waits for it.
        </p>
      )}
    </div>
  );
}

const wideMap = () => pane.value === "map" && wide.value;

// The script has a mistake and cannot be played; the version before it is heard.
function Refused() {
  const [first] = refused.value;
  return first ? (
    <p class="refused" role="status">
      What you hear is the version before the last change: {first.message}
    </p>
  ) : null;
}

function Wait() {
  return (
    <main class="wait">
      <h1>{lost.value ? "The studio cannot be opened" : "cuebook"}</h1>
      <p role="status">{lost.value ?? "The show is opened."}</p>
    </main>
  );
}
