import { defineConfig } from 'vite';

/** The command line, in one file without dependencies. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    outDir: 'dist-cli',
    rolldownOptions: { output: { entryFileNames: 'commit-log.js', banner: '#!/usr/bin/env node' } },
  },
});
