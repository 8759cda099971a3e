import { defineConfig } from "vitest/config";

// Each file of `test/whole` starts a browser, so they run one after the other.
export default defineConfig({ test: { fileParallelism: false, testTimeout: 30_000, hookTimeout: 30_000 } });
