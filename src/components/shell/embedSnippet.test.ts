import { expect, test } from 'vitest';
import { embedSnippet } from './embedSnippet.ts';

test('points at the embed page beside this one, under any path', () => {
  expect(embedSnippet('leader-dies', 'A leader dies', 'cluster', 'https://example.org/a/b/index.html?scenario=x')).toBe(
    '<iframe src="https://example.org/a/b/embed.html?scenario=leader-dies" title="A leader dies" width="760" height="410" loading="lazy"></iframe>',
  );
});

test('what a title contains cannot end the attribute', () => {
  expect(embedSnippet('x', 'a "b" <c> & d', 'cluster', 'https://example.org/')).toContain('title="a &quot;b&quot; &lt;c> &amp; d"');
});

test('names the lens where it is not the cluster', () => {
  expect(embedSnippet('leader-dies', 'A leader dies', 'groups', 'https://example.org/log/')).toContain('src="https://example.org/log/embed.html?scenario=leader-dies&amp;lens=groups"');
});
