// `npm run shots DIR [VIEW …]` writes pictures of the views of the program in three sizes, dark and light, to be looked at.

import { mkdir } from "node:fs/promises";
import { shut } from "./open.ts";
import { end, openStudio } from "./program.ts";
import { VIEWS } from "./views.ts";

const SIZES = {
  small: { width: 1280, height: 800 },
  large: { width: 3840, height: 2160 },
  tablet: { width: 820, height: 1180 },
};

const [folder = "shots", ...wanted] = process.argv.slice(2);
const sizes = (process.env.SIZES ?? Object.keys(SIZES).join()).split(",") as (keyof typeof SIZES)[];
const schemes = (process.env.SCHEMES ?? "light,dark").split(",") as ("light" | "dark")[];
await mkdir(folder, { recursive: true });
for (const { name, files, script, act } of VIEWS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      const { page } = await openStudio(files, script, { viewport: SIZES[size], colorScheme });
      await page
        .locator(script ? ".row, .nothing" : ".start")
        .first()
        .waitFor();
      await act?.(page).catch((error: Error) => console.log(`${name}: ${error.message.split("\n")[0]}`));
      // What is drawn later: faces of letters, peaks, pictures of sounds.
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${name.replace(/\W+/g, "-")}-${size}-${colorScheme}.png` });
      await end();
    }
  }
}
await shut();
