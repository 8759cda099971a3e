import { defineConfig } from "vitest/config";

// All tests of `test/whole` share one browser, so they run one after the other. A busy machine is slow: what is awaited
// has time.
export default defineConfig({
  test: {
    fileParallelism: false,
    globalSetup: process.argv.some((word) => word.includes("test/whole")) ? ["test/whole/browser.ts"] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 20 } },
  },
});
