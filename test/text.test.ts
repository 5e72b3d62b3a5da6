import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, filesBelow, type SourceFile } from './sourceFiles.ts';

const all = filesBelow('');
const own = all.filter(({ path }) => path !== 'package-lock.json');
// What reaches a person's browser: here an address could be asked for.
const shipped = all.filter(({ path }) => /^(src|public)\/|^[^/]+\.html$/.test(path) && !path.endsWith('.test.ts'));

function linesMatching(files: readonly SourceFile[], wrong: (line: string) => boolean): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (wrong(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

// Names of things rather than places to fetch from.
const NAMESPACES = /http:\/\/www\.w3\.org\/\S*|https?:\/\/json-schema\.org\/\S*/g;
const namesHost = (line: string): boolean => /\b(https?|wss?):\/\//.test(line.replace(NAMESPACES, ''));
const hasEmoji = (line: string): boolean => /\p{Emoji_Presentation}|\u{FE0F}|[\u{1F300}-\u{1FAFF}]/u.test(line);
// Paths of the machine that a change was made on, and hosts of package registries: neither means anything elsewhere.
const namesMachine = (line: string): boolean => /(^|[\s'"`(=])\/(work|root|home|tmp)\/|registr[y]\./.test(line);

describe('the text of the project', () => {
  it('is seen', () => {
    expect(own.length).toBeGreaterThan(40);
    expect(shipped.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['index.html', 'embed.html', 'public/favicon.svg']),
    );
  });

  it('names no other host in what is shipped', () => {
    expect(linesMatching(shipped, namesHost)).toEqual([]);
  });

  it('has no emoji', () => {
    expect(linesMatching(own, hasEmoji)).toEqual([]);
  });

  it('names no path of one machine and no package registry', () => {
    expect(linesMatching(own, namesMachine)).toEqual([]);
  });

  it.each(["fetch('https://example.org/a')", '<script src="http://a.example/b.js">', "new WebSocket('wss://a')"])(
    'would not let pass: %s',
    (line) => {
      expect(namesHost(line)).toBe(true);
    },
  );

  it.each(['\u{1F680} fast', '\u2705 done', 'pause \u23F8\uFE0F'])('would not let an emoji pass: %s', (line) => {
    expect(hasEmoji(line)).toBe(true);
  });

  it.each(["import '/wor" + "k/main/a.ts'", 'https://registr' + 'y.example/a.tgz'])(
    'would not let pass: %s',
    (line) => {
      expect(namesMachine(line)).toBe(true);
    },
  );
});

describe('the packages', () => {
  const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

  it('are pinned exactly', () => {
    const { dependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(read('package.json'));
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.length).toBeGreaterThan(20);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('are locked for every platform, not only the one that the lockfile was made on', () => {
    interface Locked {
      optionalDependencies?: Record<string, string>;
    }
    const { packages }: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'));
    const isLocked = (from: string, name: string): boolean =>
      `node_modules/${name}` in packages || `${from}/node_modules/${name}` in packages;
    const wanted = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ from, name })),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter(({ from, name }) => !isLocked(from, name))).toEqual([]);
  });

  it('are locked by digest, and the lockfile names no place to fetch them from', () => {
    const lockfile = read('package-lock.json');
    const { packages }: { packages: Record<string, { integrity?: string }> } = JSON.parse(lockfile);
    const unlocked = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined);
    expect(Object.keys(packages).length).toBeGreaterThan(50);
    expect(unlocked).toEqual([]);
    expect(lockfile).not.toMatch(/"resolved"|registr[y]\./);
  });
});

describe('the pages', () => {
  const policyOf = (page: string): string | undefined =>
    /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(readFileSync(join(ROOT, page), 'utf8'))?.[1];

  it.each(['index.html', 'embed.html'])('%s allows nothing inline and nothing from elsewhere', (page) => {
    expect(policyOf(page)?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "worker-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it.each(['index.html', 'embed.html'])('%s has no inline script, style or handler', (page) => {
    const html = readFileSync(join(ROOT, page), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });
});
