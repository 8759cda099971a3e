// Records a line with the microphone, compares it with the voice, and keeps it as the take of the line.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { api } from "../../link/api.ts";
import type { Line, Settings } from "../../link/protocol.ts";
import { Recorder } from "../../sound/recorder.ts";
import { audition, hearBlob } from "../../sound/sample.ts";
import { show } from "../../state/document.ts";
import { pause } from "../../state/playing.ts";
import { tell } from "../../state/notices.ts";
import { Bar } from "../meters.tsx";

interface TakeProps {
  readonly line: Line;
  readonly set: (keys: Settings) => Promise<unknown>;
}

const sorry = (error: unknown) => tell(error instanceof Error ? error.message : String(error), { alarm: true });

export function Take({ line, set }: TakeProps) {
  const recorder = useRef<Recorder | null>(null);
  const peak = useSignal(0);
  const on = useSignal(false);
  const recorded = useSignal<Blob | null>(null);
  useEffect(() => () => void recorder.current?.end(), []);

  const begin = async () => {
    pause();
    recorder.current = await Recorder.begin((level) => (peak.value = level));
    on.value = true;
  };
  const end = async () => {
    recorded.value = await recorder.current!.end();
    recorder.current = null;
    on.value = false;
  };
  const keep = async () => {
    const { file } = await api.take(line.id, recorded.value!);
    if (await set({ take: file })) recorded.value = null;
  };
  const voice = show.value!.roles[line.role]?.voice;
  return (
    <div class="take">
      <button
        class={on.value ? "chip recording" : "chip"}
        aria-pressed={on.value}
        onClick={() => void (on.value ? end() : begin()).catch(sorry)}
      >
        <span class="dot" /> {on.value ? "Stop" : line.take || recorded.value ? "Record again" : "Record this line"}
      </button>
      {on.value && <Bar peak={peak.value} />}
      {recorded.value && (
        <>
          <button class="chip" onClick={() => hearBlob("recording", recorded.value!)}>
            hear it
          </button>
          <button
            class="chip"
            disabled={!voice}
            onClick={() => void audition("voice", { voice, line: line.id }).catch(sorry)}
          >
            hear the voice
          </button>
          <button class="chip keep" onClick={() => void keep().catch(sorry)}>
            keep
          </button>
        </>
      )}
      {line.take && !recorded.value && (
        <button class="chip" title={line.take} onClick={() => void set({ take: null })}>
          back to the voice
        </button>
      )}
    </div>
  );
}
