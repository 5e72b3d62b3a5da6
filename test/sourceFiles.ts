import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const TEXT = /\.(ts|tsx|mjs|js|json|jsonc|css|html|svg|md|sh|yml)$|(^|\/)(\.ci\/run|LICENSE|\.npmrc|\.gitignore)$/;
const NOT_OURS = new Set(['node_modules', '.git', '.cache', 'dist', 'dist-cli', 'test-results', 'playwright-report']);

/** Every text file of the project below `folder` ('' is the root), in a fixed order. */
export function filesBelow(folder: string): SourceFile[] {
  const walk = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      if (NOT_OURS.has(entry.name)) return [];
      const full = join(at, entry.name);
      return entry.isDirectory() ? walk(full) : [full];
    });
  return walk(join(ROOT, folder))
    .map((full) => ({ full, path: relative(ROOT, full).split(sep).join('/') }))
    .filter(({ path }) => TEXT.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ full, path }) => ({ path, text: readFileSync(full, 'utf8') }));
}

/** Whether a module is for tests alone, and so free of the layers. */
export function isTestOnly(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.includes('/testing/');
}

/** The modules that ship: TypeScript under src that is not for tests. */
export function shippedModules(): SourceFile[] {
  return filesBelow('src').filter(({ path }) => /\.tsx?$/.test(path) && !isTestOnly(path));
}
