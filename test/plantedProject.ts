import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { binOf } from '../scripts/tools.mjs';
import { ROOT } from './sourceFiles.ts';

export interface PlantedProject {
  /** Runs a tool of the project in the planted one; resolves to what it printed, whatever its exit code. */
  readonly run: (packageName: string, words: readonly string[], command?: string) => Promise<string>;
  readonly remove: () => void;
}

/**
 * A project in a temporary folder with this project's configuration and packages, but with the given sources: so the
 * gates run exactly as they do here, over faults that must not be found here.
 */
export function plantProject(sources: Readonly<Record<string, string>>): PlantedProject {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  const isConfiguration = (name: string): boolean =>
    /^(tsconfig.*|\.oxlintrc|knip|package)\.json$|\.html$|^vite\.config\.ts$/.test(name);
  for (const name of readdirSync(ROOT).filter(isConfiguration)) copyFileSync(join(ROOT, name), join(folder, name));
  // What the configuration imports.
  for (const path of ['test/longestFirst.ts', 'scripts/wordsFrom.mjs', 'scripts/tools.mjs']) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(folder, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    run: (packageName, words, command) =>
      new Promise((resolve, reject) => {
        const options = { cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: '1' } };
        execFile(execPath, [binOf(packageName, command), ...words], options, (error, stdout, stderr) => {
          // A gate that finds a fault exits with a code; one that could not run has none.
          if (error !== null && typeof error.code !== 'number') reject(error);
          else resolve(stdout + stderr);
        });
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
