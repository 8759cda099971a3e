// Opens the built page with the mock server in Chromium.

import { resolve } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { MockServer, type MockOptions } from "../../mock/server.ts";

const DIST = resolve("dist");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export interface Opened {
  readonly page: Page;
  readonly server: MockServer;
  /** What the page wrote to the console as a mistake, and what its policy refused. */
  readonly faults: string[];
  close(): Promise<void>;
}

let browser: Promise<Browser> | null = null;

export function launch(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--autoplay-policy=no-user-gesture-required",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
    ],
  });
  return browser;
}

export async function shut(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

export async function open(options: Partial<MockOptions> = {}, context: BrowserContextOptions = {}): Promise<Opened> {
  const server = new MockServer({ dist: DIST, ...options });
  const address = await server.listen();
  const tab = await (await launch()).newContext({ viewport: { width: 1280, height: 800 }, ...context });
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
