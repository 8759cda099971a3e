import { defineConfig } from "vitest/config";

const whole = process.argv.some((word) => word.includes("test/whole"));

// All tests of `test/whole` share one browser, so they run one after the other. A busy machine is slow: what is awaited
// has time, and a test whose pointer or key met a late frame runs again.
export default defineConfig({
  test: {
    fileParallelism: false,
    globalSetup: whole ? ["test/whole/browser.ts"] : [],
    retry: whole ? 2 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 20 } },
  },
});
