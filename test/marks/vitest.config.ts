import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The tests that marks name, each file in a process of its own and watched. */
export default defineConfig({
  root: ROOT,
  test: { include: ['src/**/*.test.ts', 'test/**/*.test.ts'], setupFiles: [fileURLToPath(new URL('record.ts', import.meta.url))], reporters: ['dot'] },
});
