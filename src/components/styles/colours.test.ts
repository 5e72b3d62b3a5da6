import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { contrast, distance, VISIONS } from './testing/colour.ts';

type Tokens = Readonly<Record<string, string>>;

const CSS = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const VISION_NAMES = Object.keys(VISIONS) as (keyof typeof VISIONS)[];
const KEYS = ['key-0', 'key-1', 'key-2', 'key-3', 'key-4', 'key-5', 'key-6', 'key-7', 'key-none'];
const TONES = ['good', 'warn', 'bad', 'control'];
/** In OKLab times 100, where 2 is about what can just be told apart side by side; marks lie apart and are small. */
const LEAST_DISTANCE = 8;

/** The colours of the three blocks of the style sheet: light, dark by the system, dark by choice. */
function blocksOf(css: string): readonly Tokens[] {
  return [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(([, block = '']) => {
    const written = new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6}|var\(--[\w-]+\));/g)].map(([, name = '', value = '']) => [name, value]));
    return Object.fromEntries([...written].map(([name, value]) => [name, value.startsWith('#') ? value : (written.get(value.slice(6, -1)) ?? '')]));
  });
}

/** What is too faint or too alike, in words. */
function colourFaults(tokens: Tokens): readonly string[] {
  const of = (name: string): string => tokens[name] ?? '';
  const faults: string[] = [];
  const need = (least: number, over: readonly string[], grounds: readonly string[]): void => {
    for (const one of over) {
      for (const ground of grounds) {
        const ratio = contrast(of(one), of(ground));
        if (ratio < least) faults.push(`${one} on ${ground}: ${ratio.toFixed(2)}:1, less than ${least}:1`);
      }
    }
  };
  const grounds = ['paper', 'surface', 'wash'];
  need(4.5, ['ink', 'ink-2', 'ink-3', ...TONES, 'accent'], grounds);
  need(4.5, ['ink', 'ink-2'], ['wash-strong']);
  for (const tone of [...TONES, 'accent']) need(4.5, ['ink', 'ink-2', 'ink-3', tone], [`${tone}-wash`]);
  for (const key of KEYS) need(4.5, [`on-${key}`], [key]);
  need(4.5, ['on-accent'], ['accent']);
  need(4.5, ['on-primary'], ['primary']);
  // Marks, and what shows where a control is.
  const marks = KEYS.map((key) => (tokens[key.replace('key', 'edge')] === undefined ? key : key.replace('key', 'edge')));
  need(3, [...marks, ...TONES.map((tone) => `${tone}-fill`), 'line-control'], grounds);
  for (const family of [KEYS, TONES, TONES.map((tone) => `${tone}-fill`)]) {
    for (const [index, one] of family.entries()) {
      for (const other of family.slice(index + 1)) {
        for (const vision of VISION_NAMES) {
          const apart = distance(of(one), of(other), vision);
          if (apart < LEAST_DISTANCE) faults.push(`${one} and ${other} with ${vision}: ${apart.toFixed(1)} apart`);
        }
      }
    }
  }
  return faults;
}

const [light = {}, dark = {}, chosenDark = {}] = blocksOf(CSS);

describe('the colours', () => {
  it.each([['light', light], ['dark', dark]] as const)('can be read and told apart, with any vision: %s', (_theme, tokens) => {
    expect(colourFaults(tokens)).toEqual([]);
  });

  it('are the same in the dark whoever chose it, and none is missing there', () => {
    expect(chosenDark).toEqual(dark);
    expect(Object.keys(dark).toSorted()).toEqual(Object.keys(light).toSorted());
  });
});

test.each([
  ['ink-3', '#858a93', 'ink-3 on paper'],
  ['key-6', '#6d7077', 'key-6 and key-none with protanopia'],
  ['warn-fill', '#d48f2b', 'warn-fill on paper: 2.59:1, less than 3:1'],
  ['bad', '#b3211c', 'warn and bad with deuteranopia'],
  ['on-key-1', '#ffffff', 'on-key-1 on key-1'],
])('a colour that is wrong is found: %s as %s', (name, value, found) => {
  expect(colourFaults({ ...light, [name]: value }).join('\n')).toContain(found);
});

test('colours are measured as others measure them', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 6);
  // WebAIM's table: the lightest grey that may be text on white.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  // Ottosson's own values of OKLab for white and black: 100 apart.
  expect(distance('#ffffff', '#000000', 'all')).toBeCloseTo(100, 1);
  // What tells these two apart is what a deuteranope's eye lacks.
  expect(distance('#ff0000', '#00b050', 'deuteranopia')).toBeLessThan(0.5 * distance('#ff0000', '#00b050', 'all'));
});

test('every name that a style sheet asks for is one that something sets', () => {
  const folder = new URL('.', import.meta.url);
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css')).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const source = new URL('../../', import.meta.url);
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.startsWith('sim')).map((name) => readFileSync(new URL(name, source), 'utf8')).join('\n');
  const isSet = (name: string): boolean => sheets.includes(`${name}:`) || code.includes(`'${name}'`);
  const asked = new Set([...sheets.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name));
  expect([...asked].filter((name) => !isSet(name))).toEqual([]);
});
