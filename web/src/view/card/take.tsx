// The recordings of a line: records one with the microphone, compares them with the voice, chooses one, and cuts it.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { api } from "../../link/api.ts";
import type { Line, Recording, Settings } from "../../link/protocol.ts";
import type { Cut } from "../../model/cut.ts";
import { Recorder } from "../../sound/recorder.ts";
import { audition, hearBlob } from "../../sound/sample.ts";
import { show } from "../../state/document.ts";
import { pause } from "../../state/playing.ts";
import { tell } from "../../state/notices.ts";
import { Bar } from "../meters.tsx";
import { Trim } from "./trim.tsx";

interface TakeProps {
  readonly line: Line;
  readonly set: (keys: Settings) => Promise<unknown>;
}

const sorry = (error: unknown) => tell(error instanceof Error ? error.message : String(error), { alarm: true });

export function Take({ line, set }: TakeProps) {
  const recorded = useSignal<Blob | null>(null);
  const kept = useSignal<Cut | null>(null);
  const keep = async () => {
    const { file } = await api.take(line.id, recorded.value!);
    if (await set({ take: file })) recorded.value = null;
  };
  const voice = show.value!.roles[line.role]?.voice;
  const hearVoice = () => void audition("voice", { voice, line: line.id }).catch(sorry);
  const hearTake = async () => {
    const { start, end } = kept.value ?? { start: 0, end: 1e6 };
    hearBlob("recording", await api.takeSound(line.take!, start, end));
  };
  return (
    <div class="take" role="group" aria-label="Recordings">
      <Record line={line} recorded={(blob) => (recorded.value = blob)} again={recorded.value !== null} />
      {recorded.value && (
        <button class="chip" onClick={() => hearBlob("recording", recorded.value!)}>
          hear it
        </button>
      )}
      {line.take && !recorded.value && (
        <button class="chip" onClick={() => void hearTake().catch(sorry)}>
          hear the recording
        </button>
      )}
      {(line.take || recorded.value) && (
        <button class="chip" disabled={!voice} onClick={hearVoice}>
          hear the voice
        </button>
      )}
      {recorded.value && (
        <button class="chip keep" onClick={() => void keep().catch(sorry)}>
          keep
        </button>
      )}
      {line.take && !recorded.value && (
        <button class="chip" title={line.take} onClick={() => void set({ take: null })}>
          back to the voice
        </button>
      )}
      {!recorded.value && <Choice line={line} set={set} />}
      {line.take && !recorded.value && (
        <Trim key={line.take} file={line.take} cut={line.cut} set={set} kept={(cut) => (kept.value = cut)} />
      )}
    </div>
  );
}

interface RecordProps {
  readonly line: Line;
  readonly recorded: (blob: Blob) => void;
  readonly again: boolean;
}

function Record({ line, recorded, again }: RecordProps) {
  const recorder = useRef<Recorder | null>(null);
  const peak = useSignal(0);
  const on = useSignal(false);
  useEffect(() => () => void recorder.current?.end(), []);
  const begin = async () => {
    pause();
    recorder.current = await Recorder.begin((level) => (peak.value = level));
    on.value = true;
  };
  const end = async () => {
    recorded(await recorder.current!.end());
    recorder.current = null;
    on.value = false;
  };
  return (
    <>
      <button
        class={on.value ? "chip recording" : "chip"}
        aria-pressed={on.value}
        onClick={() => void (on.value ? end() : begin()).catch(sorry)}
      >
        <span class="dot" /> {on.value ? "Stop" : line.take || again ? "Record again" : "Record this line"}
      </button>
      {on.value && <Bar peak={peak.value} />}
    </>
  );
}

// The recordings that are kept beside the script for this line.
function Choice({ line, set }: TakeProps) {
  const takes = useSignal<readonly Recording[]>([]);
  useEffect(() => {
    let gone = false;
    void api.takes(line.id).then((list) => !gone && (takes.value = list), sorry);
    return () => void (gone = true);
  }, [line.id, line.take]);
  const others = takes.value.some((take) => take.file !== line.take);
  const differs = takes.value.find((take) => take.file === line.take)?.differs ?? [];
  if (!others && differs.length === 0) return null;
  return (
    <>
      {differs.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {others && <Takes line={line} set={set} takes={takes.value} />}
    </>
  );
}

function Takes({ line, set, takes }: TakeProps & { readonly takes: readonly Recording[] }) {
  return (
    <div class="chips" role="group" aria-label="Choose a recording">
      {takes.map(({ file }, at) => (
        <button
          key={file}
          class="chip"
          title={file}
          aria-pressed={file === line.take}
          onClick={() => void set({ take: file })}
        >
          take {at + 1}
        </button>
      ))}
    </div>
  );
}
