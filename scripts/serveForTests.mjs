/**
 * The end-to-end tests' server: the built site at the root and under a nested path, on the port that PORT names. It is
 * built first if a source has changed; a folder that SITE names is served as it is.
 */
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { buildIfNeeded } from './build.mjs';
import { serve } from './staticServer.mjs';
import { ROOT } from './tools.mjs';

const folder = env['SITE'] ? resolve(env['SITE']) : join(ROOT, 'dist');
if (!env['SITE']) await buildIfNeeded();
await serve({ folder, port: Number(env['PORT']), mounts: ['/nested/path/'] });
