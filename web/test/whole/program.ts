// Opens the page that the program itself serves. `CUEBOOK` is the path of the program.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launch } from "./open.ts";

export const PROGRAM = process.env.CUEBOOK;

export interface Studio {
  readonly page: Page;
  readonly folder: string;
  readonly faults: string[];
}

const closes: (() => Promise<void>)[] = [];

/** Ends all programs that were started, and removes their folders. */
export async function end(): Promise<void> {
  for (const close of closes.splice(0)) await close();
}

/** The folder at first. */
export interface Prepared {
  write(folder: string): Promise<void>;
  /** The script that is opened; without it the page lists the folder. */
  readonly script: string;
}

/** Starts the studio on an empty folder, or on a script in it, and opens its page. */
export async function openStudio(prepared?: Prepared): Promise<Studio> {
  const folder = await mkdtemp(join(tmpdir(), "studio-"));
  await prepared?.write(folder);
  const opened = prepared ? join(folder, prepared.script) : folder;
  const program = spawn(PROGRAM!, ["studio", opened, "--no-open", "--stand-in"], { stdio: ["ignore", "pipe", "pipe"] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    const hear = (words: Buffer) => {
      said += words;
      const found = /https?:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    program.stdout.on("data", hear);
    program.stderr.on("data", hear);
    program.on("exit", () => reject(new Error(said)));
  });
  closes.push(async () => {
    const ended = new Promise((resolve) => program.on("exit", resolve));
    program.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true });
  });
  const tab = await (
    await launch()
  ).newContext({ viewport: { width: 1440, height: 1000 }, permissions: ["microphone"] });
  const page = await tab.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(address);
  return { page, folder, faults };
}
