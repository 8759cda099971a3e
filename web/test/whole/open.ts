// Opens the built page with the mock server in Chromium.

import { resolve } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { MockServer, type MockOptions } from "../../mock/server.ts";
import { HOW } from "./browser.ts";

const DIST = resolve("dist");

export interface Opened {
  readonly page: Page;
  readonly server: MockServer;
  /** What the page wrote to the console as a mistake, and what its policy refused. */
  readonly faults: string[];
  close(): Promise<void>;
}

let browser: Promise<Browser> | null = null;

/** The browser that all tests share. Other programs start one for themselves. */
export function launch(): Promise<Browser> {
  browser ??= shared().then((address) => (address ? chromium.connect(address) : chromium.launch(HOW)));
  return browser;
}

async function shared(): Promise<string | null> {
  if (!process.env.VITEST) return null;
  const { inject } = await import("vitest");
  return inject("browser");
}

export async function shut(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

export async function open(
  options: Partial<MockOptions> = {},
  context: BrowserContextOptions = {},
  own?: Browser,
): Promise<Opened> {
  const server = new MockServer({ dist: DIST, ...options });
  const address = await server.listen();
  const tab = await (own ?? (await launch())).newContext({ viewport: { width: 1280, height: 800 }, ...context });
  const page = await tab.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(address);
  await page.waitForSelector(options.empty ? ".start" : ".row");
  const close = async () => {
    await tab.close();
    server.close();
  };
  return { page, server, faults, close };
}
