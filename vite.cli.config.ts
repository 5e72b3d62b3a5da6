import { env } from 'node:process';
import { defineConfig } from 'vite';
import { wordsFrom } from './scripts/wordsFrom.mjs';

/** The command line, in one file without dependencies. */
export default defineConfig({
  publicDir: false,
  plugins: wordsFrom(env['WORDS']),
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    outDir: 'dist-cli',
    rolldownOptions: { output: { entryFileNames: 'commit-log.js', banner: '#!/usr/bin/env node' } },
  },
});
