// Starts one browser for all tests of the page.

import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the browser. */
    browser: string;
  }
}

/** What all pages of the tests may do. */
export const HOW = {
  executablePath: CHROMIUM,
  args: [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
  ],
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer(HOW);
  project.provide("browser", server.wsEndpoint());
  return () => server.close();
}
