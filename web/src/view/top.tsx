// The bar at the top: the title, undo, the transport, the meters and the panes.

import { clock } from "../model/time.ts";
import { leave, show, step, timeline } from "../state/document.ts";
import { at, loop, made, playing, progress, repeat, seek, state as playState, toggle, why } from "../state/playing.ts";
import { help, type Pane, openPane, pane, picked, publishing, score } from "../state/view.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Meters } from "./meters.tsx";

export function Top() {
  return (
    <header class="top">
      <div class="top-start">
        <h1>
          <button class="plain title" onClick={() => void leave()} aria-label={`${title()}. Back to the folder`}>
            {title()}
          </button>
        </h1>
        <Steps />
      </div>
      <Transport />
      <nav class="top-end" aria-label="Panes">
        <PaneButton name="sounds" label="Sounds" />
        <PaneButton name="cast" label="Cast" />
        <PaneButton name="script" label="Script" />
        <PaneButton name="map" label="Map" />
        <Problems />
        <button class="plain" aria-pressed={score.value} onClick={() => (score.value = !score.value)}>
          Score
        </button>
        <Publish />
        <button
          class="plain sign"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={() => (help.value = true)}
        >
          ?
        </button>
      </nav>
    </header>
  );
}

const title = () => show.value?.title || show.value?.script.path || "";

function Steps() {
  const history = show.value?.history;
  return (
    <div class="steps">
      <StepButton which="undo" label="Undo" keys="Ctrl+Z" name={history?.undo ?? null} />
      <StepButton which="redo" label="Redo" keys="Ctrl+Shift+Z" name={history?.redo ?? null} />
    </div>
  );
}

function StepButton(props: { which: "undo" | "redo"; label: string; keys: string; name: string | null }) {
  const words = props.name ? `${props.label}: ${props.name}` : `Nothing to ${props.which}`;
  return (
    <button
      class="plain sign"
      disabled={!props.name}
      aria-label={words}
      title={`${words} (${props.keys})`}
      onClick={() => void step(props.which)}
    >
      <Icon name={props.which} />
    </button>
  );
}

function Transport() {
  return (
    <div class="transport" role="group" aria-label="Play">
      <PlayButton />
      <LoopButton />
      <Clock />
      <Meters />
    </div>
  );
}

function PlayButton() {
  const on = playing.value;
  const name: IconName = on ? "pause" : "play";
  return (
    <button class="play" aria-label={on ? "Pause" : "Play"} title={`${on ? "Pause" : "Play"} (Space)`} onClick={toggle}>
      <Icon name={name} />
    </button>
  );
}

function LoopButton() {
  const on = loop.value !== null;
  return (
    <button
      class="plain sign"
      aria-pressed={on}
      aria-label="Repeat the selected words"
      title="Repeat the selected words (L)"
      onClick={() => void repeat(on ? null : picked.value)}
    >
      <Icon name="loop" />
    </button>
  );
}

function Publish() {
  const work = progress.value;
  if (!work) {
    return (
      <button class="plain" title="Write the show as files" onClick={() => (publishing.value = true)}>
        Publish
      </button>
    );
  }
  return (
    <label class="progress" title={work.text}>
      <span>{work.text}</span>
      <progress max={Math.max(1, work.all)} value={work.done} />
    </label>
  );
}

// The clock changes many times a second; only this part of the page is drawn again.
function Clock() {
  const all = timeline.value?.frames ?? 0;
  const state = stateWords();
  return (
    <div class="clock">
      <input
        type="range"
        min={0}
        max={Math.max(1, all)}
        step={4800}
        value={at.value}
        aria-label="Place in the show"
        aria-valuetext={`${clock(at.value)} of ${clock(all)}`}
        onInput={(event) => void seek({ frame: Number(event.currentTarget.value) })}
      />
      <p title={state || undefined}>
        <b>{clock(at.value)}</b>{" "}
        {state ? (
          <span class="state">{state}</span>
        ) : (
          <>
            / {clock(all)} {timeline.value?.exact === false && <span title="Some times are estimates">about</span>}
          </>
        )}
      </p>
    </div>
  );
}

// Why nothing is heard, if so.
function stateWords(): string {
  const [done, all] = made.value;
  if (playState.value === "waiting") return all > done ? `making ${done} of ${all}` : "making sound";
  if (playState.value === "stopped") return "waits: Space goes on";
  return playState.value === "lost" ? why.value : "";
}

function PaneButton({ name, label }: { name: Pane; label: string }) {
  return (
    <button
      class="plain"
      aria-pressed={pane.value === name}
      onClick={() => (pane.value === name ? (pane.value = null) : openPane(name))}
    >
      {label}
    </button>
  );
}

function Problems() {
  const problems = show.value?.problems ?? [];
  const errors = problems.filter((problem) => problem.severity === "error").length;
  return (
    <button
      class={errors > 0 ? "plain errors" : "plain"}
      aria-pressed={pane.value === "problems"}
      onClick={() => (pane.value === "problems" ? (pane.value = null) : openPane("problems"))}
    >
      Problems {problems.length > 0 && <span class="count">{problems.length}</span>}
    </button>
  );
}
