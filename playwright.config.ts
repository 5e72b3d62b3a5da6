import { env } from 'node:process';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './scripts/findChromium.mjs';

const PORT = Number(env['E2E_PORT'] ?? 4321);
const executablePath = await findChromium();

/** Tests of the built site in real Chromium. `npm test` builds first; by hand: `npm run build`, then `npm run e2e`. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Several times what the slowest takes: other work may have the processors.
  timeout: 120_000,
  fullyParallel: true,
  forbidOnly: Boolean(env['CI']),
  workers: 2,
  // A loaded machine may be late once; a test that fails twice has found something.
  retries: 1,
  reporter: 'list',
  // Nothing writes a picture that pictures are compared with but `npm run pictures`; they are the same files on every machine.
  updateSnapshots: 'none',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    // Recording a page that moves all the time takes longer than the tests do: `npm run e2e -- --trace on` to find a cause.
    trace: 'off',
    // What cannot be pressed fails with its name, long before the test's own time is up.
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  webServer: {
    command: 'node scripts/serveForTests.mjs',
    env: { PORT: String(PORT) },
    url: `http://127.0.0.1:${PORT}/index.html`,
    reuseExistingServer: false,
  },
});
