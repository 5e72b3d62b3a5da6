/** `npm start`: installs what is missing, builds what has changed, serves it, prints the address, opens a browser. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { env, exit, platform } from 'node:process';
import { buildIfNeeded } from './build.mjs';
import { serve } from './staticServer.mjs';
import { ROOT, freePort, installIfNeeded } from './tools.mjs';

/**
 * Opens a browser where there is a screen to show it on. Not being able to is no failure: the address is printed.
 * @param {string} address
 */
function openBrowser(address) {
  const hasScreen = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  if (!hasScreen || env['CI'] || env['BROWSER'] === 'none') return;
  /** @type {Record<string, [string, string[]]>} */
  const openers = { darwin: ['open', [address]], win32: ['cmd', ['/c', 'start', '', address]] };
  const [program, words] = openers[platform] ?? ['xdg-open', [address]];
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

try {
  installIfNeeded();
  await buildIfNeeded();
  const port = await freePort(4173);
  await serve({ folder: join(ROOT, 'dist'), port });
  const address = `http://127.0.0.1:${port}/`;
  console.log(`The Commit Log is at ${address}`);
  console.log('Press Ctrl+C to stop.');
  openBrowser(address);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  exit(1);
}
