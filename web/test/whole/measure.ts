// `npm run measure` measures a ten-hour show: 9,000 sentences and 20,000 cues. Frames and memory depend on the machine,
// so this is no test.

import type { Page } from "playwright-core";
import { open, shut } from "./open.ts";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Time of the processor in µs: other programs do not count. */
  readonly tdur?: number;
}

/** The tasks of the page's main thread while something is done, in ms of the processor. A frame is at most one task. */
async function tasksOf(page: Page, act: () => Promise<void>): Promise<number[]> {
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

function report(name: string, tasks: number[]): void {
  const longest = tasks.reduce((most, ms) => Math.max(most, ms), 0);
  console.log(
    `${name}: longest task ${longest.toFixed(1)} ms, over 16 ms: ${tasks.filter((ms) => ms > 16).length}, over 50 ms: ${tasks.filter((ms) => ms > 50).length}`,
  );
}

const began = performance.now();
const { page, close } = await open({ sentences: 9_000, cues: 20_000 });
console.log(`opened: ${(performance.now() - began).toFixed(0)} ms, with the start of the tab`);
await page.waitForTimeout(1_500);

report(
  "scroll",
  await tasksOf(page, async () => {
    await page.mouse.move(400, 300);
    for (let step = 0; step < 120; step++) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    }
  }),
);
report(
  "jumps",
  await tasksOf(page, async () => {
    for (let step = 0; step < 20; step++) {
      await page.evaluate((at) => {
        const text = document.querySelector(".text")!;
        text.scrollTop = (text.scrollHeight * at) / 20;
      }, step);
      await page.waitForTimeout(60);
    }
  }),
);
report(
  "cursor",
  await tasksOf(page, async () => {
    await page.locator(".text").focus();
    for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowRight");
  }),
);
report(
  "zoom of the score",
  await tasksOf(page, async () => {
    await page.mouse.move(500, 700);
    await page.keyboard.down("Control");
    for (let step = 0; step < 60; step++) {
      await page.mouse.wheel(0, step < 40 ? -80 : 120);
      await page.waitForTimeout(16);
    }
    await page.keyboard.up("Control");
  }),
);
report(
  "play",
  await tasksOf(page, async () => {
    await page.keyboard.press("Space");
    await page.waitForTimeout(3_000);
    await page.keyboard.press("Space");
  }),
);
report(
  "three steps",
  await tasksOf(page, async () => {
    await page.locator(".text").focus();
    await page.keyboard.press("n");
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press("y");
      await page.waitForTimeout(1_200);
    }
  }),
);
await page.locator(".mark.spot").first().click();
report(
  "three gains of a cue",
  await tasksOf(page, async () => {
    await page.getByRole("slider", { name: "Gain" }).focus();
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(1_200);
    }
  }),
);
await page.keyboard.press("Alt+4");
await page.locator(".cm-content").click();
report(
  "typing in the script",
  await tasksOf(page, async () => {
    for (let step = 0; step < 30; step++) {
      await page.keyboard.type("a");
      await page.waitForTimeout(60);
    }
    await page.waitForTimeout(500);
  }),
);
const session = await page.context().newCDPSession(page);
await session.send("HeapProfiler.collectGarbage");
const { metrics } = await session.send("Performance.enable").then(() => session.send("Performance.getMetrics"));
const heap = metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? 0;
console.log(`memory of scripts: ${(heap / 1e6).toFixed(0)} MB`);
await close();
await shut();
