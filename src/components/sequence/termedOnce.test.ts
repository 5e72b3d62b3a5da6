import { expect, it } from 'vitest';
import { errors, requests, terms } from '../../words/sequence/terms.ts';
import { findTerm } from '../glossary/terms.ts';
import { termedOnce } from './termedOnce.ts';

it('a word is explained where it stands first', () => {
  expect(termedOnce(['orders-0: from offset 4, leader epoch 2', 'orders-1: from offset 9; high watermark 3'], ['offset', 'leader epoch', 'epoch', 'high watermark'])).toEqual([
    ['orders-0: from ', 'offset', ' 4, ', 'leader epoch', ' 2'],
    ['orders-1: from offset 9; ', 'high watermark', ' 3'],
  ]);
  expect(termedOnce(['', 'taken'], ['offset'])).toEqual([[''], ['taken']]);
});

it('every word that the sequence lens explains is in the glossary', () => {
  expect([...Object.values(terms), ...Object.values(requests), ...errors].filter((word) => findTerm(word) === undefined)).toEqual([]);
});
