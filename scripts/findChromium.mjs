/**
 * Finds a Chromium to test in, or installs one: CHROMIUM_PATH, an installed Chromium or Chrome, Playwright's own
 * download, Debian's package. Run by itself it installs if it must and prints the path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { argv, env, exit, getuid, platform } from 'node:process';
import { pathToFileURL } from 'node:url';

/** Flags that keep a run quiet and the same everywhere: no GPU, no background traffic of the browser's own. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(env['PROGRAMFILES'] ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

const ADVICE =
  'No Chromium was found and none could be installed. Install Chromium or Chrome, or run ' +
  '"npx playwright install chromium", or set CHROMIUM_PATH to the program; then try again.';

/**
 * The path of a Chromium that is already here, or undefined. A CHROMIUM_PATH that names nothing throws: falling back
 * silently would test another browser than the one asked for.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const asked = env['CHROMIUM_PATH'];
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM_PATH is ${asked}, and there is no such file.`);
  }
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...FIXED_PLACES].find((place) => existsSync(place)) ?? (await playwrightsOwn());
}

/** @returns {Promise<string | undefined>} */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/** @returns {boolean} whether Debian's package could be installed */
function installDebianPackage() {
  if (platform !== 'linux') return false;
  const asRoot = getuid?.() === 0 ? [] : ['sudo', '-n'];
  /** @param {string[]} words */
  const run = (...words) => {
    const [program = '', ...rest] = [...asRoot, ...words];
    const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    // Standard output is kept for the path; apt's own words go to standard error.
    return spawnSync(program, rest, { ...options, stdio: ['ignore', 2, 2] }).status === 0;
  };
  if (!run('apt-get', '--version')) return false;
  return run('apt-get', 'update') && run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
}

/**
 * Like `findChromium`, but installs one where it can.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  const installed = installDebianPackage() ? await findChromium() : undefined;
  if (!installed) throw new Error(ADVICE);
  return installed;
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  try {
    console.log(await ensureChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exit(1);
  }
}
