import { expect, test } from 'vitest';
import type { TranscriptSection } from '../../store/transcript.ts';
import { firstLines } from './firstLines.ts';

const section = (heading: string, count: number): TranscriptSection => ({
  heading,
  at: 0,
  paragraphs: [],
  lines: Array.from({ length: count }, (_, seq) => ({ at: 0, seq, words: `${heading} ${seq}`, notable: true })),
});
const sections = [section('a', 3), section('b', 0), section('c', 4), section('d', 2)];
const shape = (most: number): unknown => {
  const { shown, more } = firstLines(sections, most);
  return [shown.map(({ heading, lines }) => `${heading}${lines.length}`), more];
};

test('lines are shown up to a most, and the rest is counted', () => {
  expect(shape(99)).toEqual([['a3', 'b0', 'c4', 'd2'], 0]);
  expect(shape(9)).toEqual([['a3', 'b0', 'c4', 'd2'], 0]);
  expect(shape(5)).toEqual([['a3', 'b0', 'c2'], 4]);
  expect(shape(3)).toEqual([['a3', 'b0'], 6]);
});
