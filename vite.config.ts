import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

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
  plugins: [react(), relaxPolicyInDevelopment()],
  worker: {
    format: 'es',
    // A folder of their own, so that the size budget can name them.
    rolldownOptions: {
      output: { entryFileNames: 'worker/[name]-[hash].js', chunkFileNames: 'worker/documents/[name]-[hash].js' },
    },
  },
  build: {
    target: 'es2022',
    manifest: true,
    // No data: URLs for fonts, no inline polyfill: the policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'embed.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
    },
  },
  server: { port: 5173 },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    // Where test/marks asks for it, each test file's way through the code is written down.
    setupFiles: env['MARKS_OUT'] === undefined ? [] : [fileURLToPath(new URL('test/marks/record.ts', import.meta.url))],
  },
});
