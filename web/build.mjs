// Builds the page into `dist`: one script, one worklet, one sheet of styles. With `--watch` it builds after each change.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { build, context } from "esbuild";

const options = {
  entryPoints: { studio: "src/main.tsx" },
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: ["chrome120", "firefox140", "safari17.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: !process.argv.includes("--watch"),
  legalComments: "linked",
  splitting: true,
  chunkNames: "assets/[name].[hash]",
  logLevel: "warning",
};

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
await copyFile("src/index.html", "dist/index.html");
await copyFile("src/icon.svg", "dist/icon.svg");
await build({ ...options, entryPoints: { worklet: "src/sound/worklet.ts" }, splitting: false });
if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
