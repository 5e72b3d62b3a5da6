import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { wordsFrom } from './scripts/wordsFrom.mjs';
import { LongestFirst } from './test/longestFirst.ts';

/**
 * The development server injects inline script and style and talks over a web socket, which the policy in the pages
 * forbids. It is relaxed for that server alone; the built pages keep it to the letter.
 */
function relaxPolicyInDevelopment(): Plugin {
  const relax = (html: string): string =>
    html
      .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace("connect-src 'self'", "connect-src 'self' ws:");
  return { name: 'relax-policy-in-development', apply: 'serve', transformIndexHtml: relax };
}

export default defineConfig({
  // Relative, so that the built files work under any path.
  base: './',
  plugins: [...wordsFrom(env['WORDS']), react(), relaxPolicyInDevelopment()],
  worker: {
    format: 'es',
    plugins: () => wordsFrom(env['WORDS']),
    // Folders of their own, so that the size budget can name them.
    rolldownOptions: {
      output: {
        entryFileNames: 'worker/[name]-[hash].js',
        chunkFileNames: ({ facadeModuleId }) => (facadeModuleId?.endsWith('.json') === true ? 'worker/documents/[name]-[hash].js' : 'worker/later/[name]-[hash].js'),
      },
    },
  },
  build: {
    target: 'es2022',
    manifest: true,
    // No data: URLs for fonts, no inline polyfill: the policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Words of the catalogue stand where they are shown: a name for each would cost more than what is said twice.
      optimization: { inlineConst: { mode: 'all' } },
      input: ['index.html', 'embed.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
    },
  },
  server: { port: 5173 },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    environment: 'node',
    // Many times what the slowest takes: other work may have the processors.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As many as there are processors: left alone, one of them waits.
    maxWorkers: '100%',
    // Nothing here keeps state in its modules (the linter sees to that), so files share a process and the code that it has warmed.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Where test/marks asks for it, each test file's way through the code is written down.
    setupFiles: env['MARKS_OUT'] === undefined ? [] : [fileURLToPath(new URL('test/marks/record.ts', import.meta.url))],
    // What V8 is to see in one file it has to have prepared already when another file ran it first.
    execArgv: env['MARKS_OUT'] === undefined ? [] : ['--no-lazy-feedback-allocation', '--no-flush-bytecode'],
  },
});
