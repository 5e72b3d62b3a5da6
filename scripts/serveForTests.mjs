/** The end-to-end tests' server: the built site at the root and under a nested path, on the port that PORT names. */
import { join } from 'node:path';
import { env } from 'node:process';
import { serve } from './staticServer.mjs';
import { ROOT } from './tools.mjs';

await serve({ folder: join(ROOT, 'dist'), port: Number(env['PORT']), mounts: ['/nested/path/'] });
