// What the page's main thread does while a user works: the times of its tasks, and the memory of its scripts.

import type { Page } from "playwright-core";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Time of the processor in µs: other programs do not count. */
  readonly tdur?: number;
}

/** The tasks of the page's main thread while something is done, in ms of the processor. A frame is at most one task. */
export async function tasksOf(page: Page, act: () => Promise<void>): Promise<number[]> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", { transferMode: "ReportEvents", categories: "toplevel,__metadata" });
  await act();
  const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await done;
  await session.detach();
  const mains = new Set(
    events
      .filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain")
      .map((event) => event.tid),
  );
  return events
    .filter((event) => mains.has(event.tid) && event.ph === "X" && event.name.endsWith("RunTask"))
    .map((event) => (event.tdur ?? 0) / 1000);
}

/** The bytes of the page's scripts after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  return metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? 0;
}
