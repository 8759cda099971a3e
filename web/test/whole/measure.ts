// `npm run measure` measures a ten-hour show: 9,000 sentences and 20,000 cues. Frames and memory depend on the machine,
// so this is no test.

import type { Page } from "playwright-core";
import { open, shut } from "./open.ts";

/** The times between frames while something is done, in ms. */
async function framesOf(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const watch = globalThis as unknown as { times: number[]; on: boolean };
    Object.assign(watch, { times, on: true });
    let last = performance.now();
    const next = (now: number) => {
      times.push(now - last);
      last = now;
      if (watch.on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await act();
  return page.evaluate(() => {
    const watch = globalThis as unknown as { times: number[]; on: boolean };
    watch.on = false;
    return watch.times;
  });
}

function report(name: string, frames: number[]): void {
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1);
  console.log(`${name}: ${frames.length} frames, middle ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms, over 50 ms: ${frames.filter((ms) => ms > 50).length}`);
}

const began = performance.now();
const { page, close } = await open({ sentences: 9_000, cues: 20_000 });
console.log(`opened: ${(performance.now() - began).toFixed(0)} ms, with the start of the tab`);
await page.waitForTimeout(1_500);

report("scroll", await framesOf(page, async () => {
  await page.mouse.move(400, 300);
  for (let step = 0; step < 120; step++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(16);
  }
}));
report("jumps", await framesOf(page, async () => {
  for (let step = 0; step < 20; step++) {
    await page.evaluate((at) => {
      const text = document.querySelector(".text")!;
      text.scrollTop = (text.scrollHeight * at) / 20;
    }, step);
    await page.waitForTimeout(60);
  }
}));
report("cursor", await framesOf(page, async () => {
  await page.locator(".text").focus();
  for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowRight");
}));
report("zoom of the score", await framesOf(page, async () => {
  await page.mouse.move(500, 700);
  await page.keyboard.down("Control");
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 40 ? -80 : 120);
    await page.waitForTimeout(16);
  }
  await page.keyboard.up("Control");
}));
report("play", await framesOf(page, async () => {
  await page.keyboard.press("Space");
  await page.waitForTimeout(3_000);
  await page.keyboard.press("Space");
}));
await page.keyboard.press("Alt+4");
await page.locator(".cm-content").click();
report("typing in the script", await framesOf(page, async () => {
  for (let step = 0; step < 30; step++) {
    await page.keyboard.type("a");
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(500);
}));
const session = await page.context().newCDPSession(page);
await session.send("HeapProfiler.collectGarbage");
const { metrics } = await session.send("Performance.enable").then(() => session.send("Performance.getMetrics"));
const heap = metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? 0;
console.log(`memory of scripts: ${(heap / 1e6).toFixed(0)} MB`);
await close();
await shut();
