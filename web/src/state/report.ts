// Whether every line is understood: the last measurement of the mix.

import { computed, signal } from "@preact/signals";
import { api, Refused } from "../link/api.ts";
import type { Finding, Report } from "../link/protocol.ts";
import { show } from "./document.ts";
import { tell } from "./notices.ts";

export const report = signal<Report | null>(null);
export const measuring = signal(false);

/** What was found, by the number of the line. A report of another version of the text counts no more. */
export const findings = computed<ReadonlyMap<number, Finding>>(() => {
  const found = report.value?.found ?? [];
  const lines = show.value?.lines.length ?? 0;
  return new Map(found.filter((each) => each.line < lines).map((each) => [each.line, each]));
});

/** Whether the script has changed since the measurement. */
export const isOld = computed(() => report.value !== null && report.value.revision !== show.value?.revision);

/** Begins to measure; the socket says when it is done. */
export async function measure(): Promise<void> {
  measuring.value = true;
  try {
    await api.measure();
  } catch (error) {
    measuring.value = false;
    tell(error instanceof Refused ? error.message : "The program cannot be reached.", { alarm: true });
  }
}

/** Takes the report of the server: after a measurement, and when the page is opened. */
export async function loadReport(): Promise<void> {
  measuring.value = false;
  report.value = await api.report().catch(() => null);
}
