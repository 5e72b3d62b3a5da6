/**
 * The end-to-end tests' server: the built site at the root and under a nested path, on the port that PORT names, from
 * dist/ or the folder that SITE names.
 */
import { resolve } from 'node:path';
import { env } from 'node:process';
import { serve } from './staticServer.mjs';
import { ROOT } from './tools.mjs';

await serve({ folder: resolve(ROOT, env['SITE'] ?? 'dist'), port: Number(env['PORT']), mounts: ['/nested/path/'] });
