import { join } from 'node:path';
import { type QuickJSContext, getQuickJS } from 'quickjs-emscripten';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { runTraceHash } from './fixtures/quickjsEntry.ts';
import { ROOT } from './sourceFiles.ts';

const SEEDS = [1, 42, 4_294_967_295];

/** The entry and all that it imports, as one script that leaves its exports in `secondEngine`. */
async function bundleEntry(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(ROOT, 'test/fixtures/quickjsEntry.ts'), formats: ['iife'], name: 'secondEngine' },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const [chunk] = outputs.flatMap((bundle) => ('output' in bundle ? bundle.output : []));
  if (chunk?.type !== 'chunk') throw new Error('The bundle of the entry is not a script.');
  return chunk.code;
}

/** The value of an expression in QuickJS; what the script throws there is thrown here. */
function evaluate(context: QuickJSContext, code: string): unknown {
  const handle = context.unwrapResult(context.evalCode(code));
  const value: unknown = context.dump(handle);
  handle.dispose();
  return value;
}

describe('the same run in a second engine', () => {
  let context: QuickJSContext;
  beforeAll(async () => {
    context = (await getQuickJS()).newContext();
    evaluate(context, await bundleEntry());
    return () => context.dispose();
  }, 60_000);

  it.each(SEEDS)(
    'seed %d has the trace hash that it has here',
    (seed) => {
      expect(evaluate(context, `secondEngine.runTraceHash(${seed})`)).toBe(runTraceHash(seed));
    },
    120_000,
  );

  it('tells runs apart', () => {
    const hashes = SEEDS.map(runTraceHash);
    expect(new Set(hashes).size).toBe(SEEDS.length);
    expect(hashes.every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true);
  });

  it('is another engine, and one that computes otherwise where the simulator must not compute', () => {
    const inexact = 'JSON.stringify(Array.from({ length: 2000 }, (_, i) => Math.pow(1.1, i / 7) + Math.log1p(i / 3)))';
    expect(evaluate(context, 'typeof Intl')).toBe('undefined');
    expect(evaluate(context, inexact)).not.toBe(
      JSON.stringify(Array.from({ length: 2000 }, (_, i) => Math.pow(1.1, i / 7) + Math.log1p(i / 3))),
    );
  });
});
