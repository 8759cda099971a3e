// Builds the page into `dist`: the scripts, the worklet, the sheet of styles, and the licences of their parts.
// With `--watch` it builds after each change.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";

const watch = process.argv.includes("--watch");
const options = {
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: ["chrome120", "firefox140", "safari17.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: !watch,
  legalComments: "none",
  chunkNames: "assets/[name].[hash]",
  metafile: true,
  logLevel: "warning",
};
const page = { ...options, entryPoints: { studio: "src/main.tsx" }, splitting: true };
// The thread of the sound loads one file.
const worklet = { ...options, entryPoints: { worklet: "src/sound/worklet.ts" } };

/** The packages of which a part is in the page, with their licences. */
async function licences(inputs) {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => /^node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[0] ?? []),
  );
  const texts = await Promise.all(
    [...packages].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
      const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
      const text = file ? await readFile(`${folder}/${file}`, "utf8") : "";
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    }),
  );
  return texts.join(`\n${"-".repeat(78)}\n\n`);
}

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
await copyFile("src/index.html", "dist/index.html");
await copyFile("src/icon.svg", "dist/icon.svg");
if (watch) {
  for (const each of [page, worklet]) await (await context(each)).watch();
} else {
  const [{ metafile }] = await Promise.all([build(page), build(worklet)]);
  await writeFile("dist/licences.txt", await licences(metafile.inputs));
}
