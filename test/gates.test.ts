import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYERS } from './layers.ts';
import { type PlantedProject, plantProject } from './plantedProject.ts';

/** Faults that the compiler must refuse: path, text, the error it must give. */
const FOR_COMPILER: readonly (readonly [path: string, text: string, error: string])[] = [
  ['src/sim/kernel/usesPage.ts', 'export const a = window.innerWidth;', 'TS2304'],
  ['src/sim/kernel/usesDocument.ts', 'export const a = document.title;', 'TS2584'],
  ['src/sim/kernel/usesTimer.ts', 'export const a = setTimeout;', 'TS2304'],
  ['src/sim/kernel/usesConsole.ts', "console.log('a');", 'TS2584'],
  ['src/sim/kernel/usesClone.ts', 'export const a = structuredClone(1);', 'TS2304'],
  ['src/sim/kernel/usesNode.ts', "import { join } from 'node:path'; export const a = join('a');", 'TS2591'],
  ['src/sim/kernel/leavesSim.ts', "import type { Good } from '../../store/good.ts'; export type A = Good;", 'TS6307'],
  ['src/base/usesPerformance.ts', 'export const a = performance.now();', 'TS2304'],
  ['src/base/unchecked.ts', 'export const a = (b: string[]): string => b[0];', 'TS2322'],
  ['src/base/enumerated.ts', 'export enum A { B }', 'TS1294'],
  ['src/scenarios/usesPage.ts', 'export const a = window.innerWidth;', 'TS2304'],
  ['src/protocol/usesNode.ts', 'export const a = process.argv;', 'TS2591'],
  ['src/worker/usesDocument.ts', 'export const a = document.title;', 'TS2584'],
  ['src/store/usesNode.ts', 'export const a = process.argv;', 'TS2591'],
  ['src/cli/usesPage.ts', 'export const a = window.innerWidth;', 'TS2304'],
  ['scripts/wrong.mjs', 'export const a = 1 - "b";', 'TS2363'],
  ['test/wrong.test.ts', "export const a: number = 'b';", 'TS2322'],
  ['e2e/wrong.spec.ts', "export const a: number = 'b';", 'TS2322'],
];

const LONG_FUNCTION = `export function a(b: number): number {\n${'  b += 1;\n'.repeat(70)}  return b;\n}\n`;

/** Faults that the linter must refuse: path, text, the rule that must speak. */
const FOR_LINTER: readonly (readonly [path: string, text: string, rule: string])[] = [
  ...['Date', 'performance', 'Intl', 'console', 'globalThis', 'setTimeout', 'Promise', 'structuredClone'].map(
    (name) => [`src/sim/kernel/global${name}.ts`, `export const a = ${name};\n`, 'no-restricted-globals'] as const,
  ),
  ...['random', 'log', 'exp', 'sin', 'pow', 'tanh', 'hypot'].map(
    (name) => [`src/sim/kafka/math${name}.ts`, `export const a = Math.${name};\n`, 'no-restricted-properties'] as const,
  ),
  ['src/base/locale.ts', "export const a = 'b'.localeCompare('c');\n", 'no-restricted-properties'],
  ['src/sim/kafka/async.ts', 'export async function a(): Promise<void> {}\n', 'no-async-await'],
  ['src/store/console.ts', "console.log('a');\n", 'no-console'],
  ['src/store/any.ts', 'export const a = (b: any): number => Number(b);\n', 'no-explicit-any'],
  [
    'src/store/unsafe.ts',
    "export const a = (): string => { const b: string = JSON.parse('1'); return b; };\n",
    'no-unsafe-assignment',
  ],
  [
    'src/store/floating.ts',
    'const a = (): Promise<void> => Promise.resolve();\nexport const b = (): void => { a(); };\n',
    'no-floating-promises',
  ],
  [
    'src/sim/kafka/switch.ts',
    "export function a(b: 'c' | 'd'): void {\n  switch (b) {\n    case 'c':\n      return;\n  }\n}\n",
    'switch-exhaustiveness-check',
  ],
  ['src/store/cycleA.ts', "import { b } from './cycleB.ts';\nexport const a = (): number => b();\n", 'no-cycle'],
  ['src/store/cycleB.ts', "import { a } from './cycleA.ts';\nexport const b = (): number => a();\n", 'no-cycle'],
  ['src/store/long.ts', '// A line.\n'.repeat(501), 'max-lines'],
  ['src/store/longFunction.ts', LONG_FUNCTION, 'max-lines-per-function'],
  [
    'src/components/hooks.tsx',
    "import { useState } from 'react';\n" +
      'export function A({ b }: { b: boolean }): number {\n  if (b) return 1;\n  const [c] = useState(1);\n  return c;\n}\n',
    'rules-of-hooks',
  ],
  ['src/components/words.tsx', "import type { ReactNode } from 'react';\nexport function A(): ReactNode {\n  return <b>Close</b>;\n}\n", 'jsx-no-literals'],
  ['src/components/label.tsx', "import type { ReactNode } from 'react';\nexport function A({ b }: { b: string }): ReactNode {\n  return <b aria-label=\"Close\">{b}</b>;\n}\n", 'jsx-no-literals'],
];

const FINE = ['src/store/good.ts', 'src/sim/index.ts', ...LAYERS.map(({ folder }) => `${folder}/fine.ts`)];

/** One module for each ordered pair of layers, importing across; the table says which of them must be refused. */
function crossings(): { path: string; text: string; breach: boolean }[] {
  return LAYERS.flatMap(({ folder: from, may, mayTypes = [] }) =>
    LAYERS.filter(({ folder: to }) => to !== from).flatMap(({ folder: to }) => {
      const door = to === 'src/sim' && !from.startsWith('src/sim') ? 'src/sim/index.ts' : `${to}/fine.ts`;
      const specifier = posix.relative(from, door);
      const name = to.replaceAll('/', '-');
      return [
        {
          path: `${from}/to-${name}.ts`,
          text: `import { fine } from '${specifier}';\nexport const a = fine;\n`,
          breach: !may.includes(to),
        },
        {
          path: `${from}/type-${name}.ts`,
          text: `import type { Fine } from '${specifier}';\nexport type A = Fine;\n`,
          breach: !may.includes(to) && !mayTypes.includes(to),
        },
      ];
    }),
  );
}

const planted: Readonly<Record<string, string>> = Object.fromEntries([
  ...FINE.map((path) => [
    path,
    'export interface Fine {\n  readonly a: number;\n}\nexport type Good = Fine;\nexport const fine = 1;\n',
  ]),
  ...[...FOR_COMPILER, ...FOR_LINTER].map(([path, text]) => [path, text]),
  ...crossings().map(({ path, text }) => [path, text]),
  ['src/app/main.tsx', "import { used } from './used.ts';\nexport const page = used;\n"],
  ['src/app/used.ts', 'export const used = 1;\nexport const unused = 2;\n'],
  ['src/app/dead.ts', 'export const dead = 1;\n'],
]);

let project: PlantedProject;
beforeAll(() => {
  project = plantProject(planted);
});
afterAll(() => project.remove());

describe('the compiler', () => {
  let printed = '';
  beforeAll(async () => {
    printed = await project.run('typescript', ['-b', '--pretty', 'false'], 'tsc');
  });
  const errorsIn = (path: string): string[] => printed.split('\n').filter((line) => line.startsWith(`${path}(`));

  it.each(FOR_COMPILER)('refuses %s', (path, _text, error) => {
    expect(errorsIn(path).join('\n')).toContain(error);
  });

  it.each(FINE)('accepts %s', (path) => {
    expect(errorsIn(path)).toEqual([]);
  });
});

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

describe('the linter', () => {
  let diagnostics: readonly Diagnostic[] = [];
  beforeAll(async () => {
    const report: { diagnostics: Diagnostic[] } = JSON.parse(await project.run('oxlint', ['--format=json']));
    diagnostics = report.diagnostics;
  });
  const rulesIn = (path: string): string =>
    diagnostics
      .filter(({ filename }) => filename === path)
      .map(({ code }) => code)
      .join(' ');

  it.each(FOR_LINTER)('refuses %s', (path, _text, rule) => {
    expect(rulesIn(path)).toContain(`(${rule})`);
  });

  it.each(FINE)('accepts %s', (path) => {
    expect(rulesIn(path)).toBe('');
  });

  it('agrees with the table of layers on every pair', () => {
    // The linter sees only the words of an import. Where a module of src/sim reaches out of its folder, or to its top,
    // they do not tell enough: the compiler refuses the one, and the architecture test, which resolves them, both.
    const pairs = crossings().filter(({ path }) => !path.startsWith('src/sim') || /(to|type)-src-sim-/.test(path));
    const refused = (path: string): boolean => rulesIn(path).includes('(no-restricted-imports)');
    expect(pairs.length).toBeGreaterThan(200);
    expect(pairs.filter(({ path, breach }) => refused(path) !== breach).map(({ path }) => path)).toEqual([]);
  });
});

describe('the search for dead code', () => {
  interface Issue {
    readonly file: string;
    readonly files: readonly { name: string }[];
    readonly exports: readonly { name: string }[];
  }
  let issues: readonly Issue[] = [];
  beforeAll(async () => {
    const report: { issues: Issue[] } = JSON.parse(await project.run('knip', ['--reporter=json', '--no-config-hints']));
    issues = report.issues;
  });

  it('finds a file that nothing imports', () => {
    expect(issues.filter(({ files }) => files.length > 0).map(({ file }) => file)).toContain('src/app/dead.ts');
  });

  it('finds an export that nothing imports', () => {
    expect(issues.find(({ file }) => file === 'src/app/used.ts')?.exports.map(({ name }) => name)).toEqual(['unused']);
  });
});
