import { describe, expect, it } from 'vitest';
import { LAYERS, layerOf } from './layers.ts';
import { importsOf, layerBreaches, moduleState, nondeterminism } from './moduleRules.ts';
import { shippedModules } from './sourceFiles.ts';

const modules = shippedModules();
const deterministic = modules.filter(({ path }) => /^src\/(sim|base)\//.test(path));

describe('the source', () => {
  it('is seen: a rule that looks at nothing guards nothing', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.flatMap(importsOf).length).toBeGreaterThan(300);
    expect(modules.flatMap(layerBreaches).filter((breach) => breach.includes('no layer'))).toEqual([]);
  });

  it.each(LAYERS.map(({ folder }) => folder))('%s has modules', (folder) => {
    expect(modules.some(({ path }) => layerOf(path)?.folder === folder)).toBe(true);
  });

  it('keeps to the layers', () => {
    expect(modules.flatMap(layerBreaches)).toEqual([]);
  });

  it('keeps no state in modules', () => {
    expect(modules.flatMap(moduleState)).toEqual([]);
  });

  it('keeps out of the simulator what differs between engines', () => {
    expect(deterministic.flatMap(nondeterminism)).toEqual([]);
  });
});

/** Faults planted for the rules above. Were one of them let through, its rule would guard nothing. */
describe('planted faults are refused', () => {
  it.each([
    ['a kernel that knows Kafka', 'src/sim/kernel/a.ts', "import { b } from '../kafka/b.ts';"],
    ['a type from the wrong layer', 'src/sim/kernel/a.ts', "import type { B } from '../kafka/b.ts';"],
    ['a re-export from the wrong layer', 'src/sim/kafka/log/a.ts', "export * from '../../timeline/b.ts';"],
    ['a dynamic import from the wrong layer', 'src/components/a.tsx', "const b = import('../worker/b.ts');"],
    ['a page that runs the engine', 'src/store/a.ts', "import { createRun } from '../sim/index.ts';"],
    ['more than types of the simulator', 'src/protocol/a.ts', "import { type A, b } from '../sim/index.ts';"],
    ['a side effect where types are allowed', 'src/scene/a.ts', "import '../protocol/index.ts';"],
    ['a way into the simulator past its door', 'src/worker/a.ts', "import { b } from '../sim/kafka/b.ts';"],
    ['a package of another layer', 'src/sim/kafka/a.ts', "import * as v from 'valibot';"],
    ['a package of which only a prefix is allowed', 'src/store/a.ts', "import { b } from 'react-dom';"],
    ['Node in the page', 'src/app/a.ts', "import { readFileSync } from 'node:fs';"],
    ['an import without extension', 'src/base/a.ts', "import { b } from './b';"],
    ['a helper of tests', 'src/store/a.ts', "import { b } from './testing/b.ts';"],
    ['a module outside the layers', 'src/extra/a.ts', ''],
    ['an import out of src', 'src/cli/a.ts', "import { b } from '../../scripts/b.mjs';"],
    [
      'a worker reached from a component',
      'src/components/a.tsx',
      "new Worker(new URL('../worker/b.worker.ts', import.meta.url));",
    ],
  ])('%s', (_name, path, text) => {
    expect(layerBreaches({ path, text })).toHaveLength(1);
  });

  it.each([
    'let a = 1;',
    'export let a = 1;',
    'var a = 1;',
    'const a = new Map();',
    'const a: string[] = [];',
    'export const a = {};',
    'const a = new WeakMap<object, string>();',
  ])('state in a module: %s', (text) => {
    expect(moduleState({ path: 'src/store/a.ts', text })).toHaveLength(1);
  });

  it.each([
    'const a = 2 ** 3;',
    'let b = 2; b **= 2;',
    'const a = Math.log2(8);',
    "const a = Math['pow'](2, 3);",
    'const { exp } = Math;',
    'async function a() {}',
    'for await (const a of b) {}',
    "const a = import('./b.ts');",
  ])('in the simulator: %s', (text) => {
    expect(nondeterminism({ path: 'src/sim/kernel/a.ts', text })).not.toEqual([]);
  });
});

describe('what is allowed passes', () => {
  it.each([
    [
      'a lower layer',
      'src/sim/kafka/log/a.ts',
      "import { b } from '../../kernel/b.ts'; import { c } from '../../../base/c.ts';",
    ],
    ['a folder that shares a layer’s name', 'src/sim/kafka/broker/a.ts', "import { b } from '../protocol/b.ts';"],
    [
      'types of the simulator',
      'src/protocol/a.ts',
      "import type { A } from '../sim/index.ts'; export type { B } from '../sim/index.ts';",
    ],
    ['types of the simulator, one by one', 'src/protocol/a.ts', "import { type A, type B } from '../sim/index.ts';"],
    ['the worker by URL', 'src/store/a.ts', "new Worker(new URL('../worker/b.worker.ts', import.meta.url));"],
    ['a subpath of a package', 'src/store/a.ts', "import { b } from 'zustand/vanilla';"],
    ['Node in the command line', 'src/cli/a.ts', "import { readFileSync } from 'node:fs';"],
  ])('%s', (_name, path, text) => {
    expect(layerBreaches({ path, text })).toEqual([]);
  });

  it.each([
    'const a = 1;',
    'const NONE: readonly string[] = [];',
    "const a = new Map([['b', 1]]);",
    'function a() { let b = 1; return b; }',
  ])('constants: %s', (text) => {
    expect(moduleState({ path: 'src/store/a.ts', text })).toEqual([]);
  });

  it('exact arithmetic', () => {
    expect(
      nondeterminism({ path: 'src/sim/a.ts', text: 'const a = Math.floor(7 / 2) + Math.imul(3, 4) * 2;' }),
    ).toEqual([]);
  });
});
