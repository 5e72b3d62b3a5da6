/** What the other scripts share: where things are, installing, running the project's tools. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { env, execPath, platform, versions } from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} Packages */

/**
 * @param {string} file
 * @returns {Packages}
 */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Whether node_modules holds what the lockfile asks for; npm records what it installed in a lockfile of its own. */
export function isInstalled() {
  const wanted = packagesIn(join(ROOT, 'package-lock.json'));
  const present = packagesIn(join(ROOT, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' ||
      optional === true ||
      (present[path]?.version === version && existsSync(join(ROOT, path, 'package.json'))),
  );
}

/** Runs `npm ci` when node_modules is missing or differs from the lockfile. */
export function installIfNeeded() {
  const [major = 0, minor = 0] = versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`This is Node ${versions.node}; the project needs Node 20.19 or later.`);
  }
  if (isInstalled()) return;
  console.log('Installing packages…');
  // Said outright, since NODE_ENV=production would leave the tools out.
  const words = ['ci', '--include=dev'];
  const npm = env['npm_execpath'];
  const done = npm?.endsWith('.js')
    ? spawnSync(execPath, [npm, ...words], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', words, { cwd: ROOT, stdio: 'inherit', shell: platform === 'win32' });
  if (done.status !== 0) throw new Error('npm ci failed; its words are above.');
}

/**
 * The script behind a command of an installed package, to be run by this very Node: npx would add a shell and a second
 * of start-up, and needs another spelling on Windows.
 * @param {string} packageName
 * @param {string} [command] the command, where it is not named as the package is
 * @returns {string}
 */
export function binOf(packageName, command = packageName) {
  const file = join(ROOT, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8'));
  return join(dirname(file), typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs a Node script to its end with its output on ours.
 * @param {string[]} words the script and its arguments
 * @param {NodeJS.ProcessEnv} [extraEnv]
 * @returns {Promise<number>} its exit code
 */
export function runNode(words, extraEnv = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(execPath, words, {
      cwd: ROOT,
      env: { ...env, ...extraEnv },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * The first port from `from` on that nothing listens on.
 * @param {number} from
 * @returns {Promise<number>}
 */
export async function freePort(from) {
  for (let port = from; port < from + 200; port += 1) {
    if (await canListen(port)) return port;
  }
  throw new Error(`No free port between ${from} and ${from + 199}.`);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
