import { defineConfig } from "vitest/config";

// Each file of `test/whole` starts a browser, so they run one after the other. A busy machine is slow: what is
// awaited has time, and a test is run again once, because a browser may lose the focus.
export default defineConfig({
  test: {
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 1,
    expect: { poll: { timeout: 15_000 } },
  },
});
