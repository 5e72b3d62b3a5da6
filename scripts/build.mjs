/** Builds the site into dist/ and the command line into dist-cli/. With --if-needed: only if a source has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { pathToFileURL } from 'node:url';
import { ROOT, binOf, runNode } from './tools.mjs';

const SOURCES = [
  'src',
  'public',
  'index.html',
  'embed.html',
  'vite.config.ts',
  'vite.cli.config.ts',
  'package-lock.json',
];
const STAMP = join(ROOT, 'dist', '.vite', 'sources.sha256');

/** A digest of every file that the build reads, by content: modification times lie after a checkout. */
function sourcesDigest() {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    const full = join(ROOT, path);
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) add(`${path}/${name}`);
    else hash.update(path).update('\0').update(readFileSync(full));
  };
  SOURCES.forEach(add);
  return hash.digest('hex');
}

function isBuilt() {
  return (
    existsSync(STAMP) &&
    existsSync(join(ROOT, 'dist-cli', 'commit-log.js')) &&
    readFileSync(STAMP, 'utf8') === sourcesDigest()
  );
}

/** @returns {Promise<void>} */
export async function build() {
  const digest = sourcesDigest();
  const vite = binOf('vite');
  for (const config of ['vite.config.ts', 'vite.cli.config.ts']) {
    const code = await runNode([vite, 'build', '--config', config, '--logLevel', 'warn']);
    if (code !== 0) throw new Error(`The build with ${config} failed; its words are above.`);
  }
  writeFileSync(STAMP, digest);
}

/** @returns {Promise<void>} */
export async function buildIfNeeded() {
  if (isBuilt()) return;
  console.log('Building…');
  await build();
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  try {
    await (argv.includes('--if-needed') ? buildIfNeeded() : build());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exit(1);
  }
}
