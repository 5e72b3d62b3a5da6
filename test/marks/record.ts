import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { dirname, join, relative } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import type { Mark } from './marks.ts';

/** A setup file: writes down which functions of the simulator a test file has been through, if a mark names that file. */
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const test = relative(ROOT, expect.getState().testPath ?? '');
const marks = JSON.parse(readFileSync(join(ROOT, 'docs', 'fidelity.marks.json'), 'utf8')) as Mark[];

// While V8 watches, it does not inline what has not been seen: the long runs of files that hold no mark are spared that.
if (marks.some((mark) => mark.test === test)) record();

/** Files share a process. Beginning to watch forgets what the ones before went through. */
function record(): void {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  // Whether a function ran at all is enough.
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  afterAll(() => {
    const ran: string[] = [];
    session.post('Profiler.takePreciseCoverage', (_error, coverage) => {
      for (const { url, functions } of coverage.result) {
        const file = sourceOf(url);
        if (file === null) continue;
        for (const { functionName, ranges } of functions) if (functionName !== '' && (ranges[0]?.count ?? 0) > 0) ran.push(`${file}#${functionName}`);
      }
    });
    session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
    const out = join(env['MARKS_OUT'] ?? join(ROOT, '.cache', 'marks'), `${test.replaceAll('/', '!')}.json`);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, JSON.stringify({ test, ran }));
  });
}

function sourceOf(url: string): string | null {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url;
  const file = relative(ROOT, path.replace(/\?.*$/, ''));
  return file.startsWith('src/') && !file.endsWith('.test.ts') ? file : null;
}
