/** Serves a folder of files, and no more: what any static host does. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The file that a path of an address names, or undefined; never one outside the folder.
 * @param {string} folder
 * @param {string} pathname
 * @returns {string | undefined}
 */
function fileFor(folder, pathname) {
  let path;
  try {
    path = normalize(decodeURIComponent(pathname));
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.split(/[\\/]/).includes('..')) return undefined;
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : undefined;
}

/**
 * Serves `folder` on this machine alone, at `/` and at each of `mounts` ("/nested/path/").
 * @param {{ folder: string, port: number, mounts?: string[] }} options
 * @returns {Promise<import('node:http').Server>}
 */
export function serve({ folder, port, mounts = [] }) {
  const server = createServer((request, response) => {
    const [pathname = '/'] = (request.url ?? '/').split('?', 1);
    const mount = mounts.find((prefix) => pathname.startsWith(prefix));
    const file = fileFor(folder, mount === undefined ? pathname : pathname.slice(mount.length - 1));
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(file === undefined ? 404 : 405, { 'content-type': 'text/plain' }).end('Not found\n');
      return;
    }
    // Names of built files carry a hash, but the pages do not: a browser must ask again after a rebuild.
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
