/** What a built page loads before it can run, read from the manifest of the build. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './tools.mjs';

/** @typedef {{ file: string, imports?: string[], css?: string[] }} Chunk */

/**
 * The scripts and style sheets that `page` cannot start without: its entry and whatever that imports statically. What
 * is imported on demand, fonts and the worker are not among them.
 * @param {string} page a page of the build, such as "embed.html"
 * @returns {string[]} paths from the root of the project
 */
export function firstLoad(page) {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(join(ROOT, 'dist', '.vite', 'manifest.json'), 'utf8'));
  /** @type {Set<string>} */
  const files = new Set();
  /** @type {Set<string>} */
  const seen = new Set();
  /** @param {string} name */
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build's manifest has no ${name}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(`dist/${file}`);
    chunk.imports?.forEach(visit);
  };
  visit(page);
  return [...files].filter((file) => /\.(js|css)$/.test(file));
}
