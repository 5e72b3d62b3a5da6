import { describe, expect, it } from 'vitest';
import { readParameters } from './parameters.ts';

describe('readParameters', () => {
  it('reads a scenario and a theme', () => {
    expect(readParameters('?scenario=leader-dies&theme=dark&lens=groups')).toEqual({ scenario: 'leader-dies', theme: 'dark', lens: 'groups' });
  });

  it.each(['', '?theme=dark', '?scenario=', '?scenario=../../etc', '?scenario=A%20leader', '?scenario=%3Cscript%3E'])('answers %j with a sentence', (search) => {
    expect(readParameters(search)).toEqual({ problem: expect.stringMatching(/^This embed names no scenario[^.]*\.$/) });
  });

  it('follows the system when the theme is not one there is, and shows the cluster when the lens is not', () => {
    expect(readParameters('?scenario=x&theme=purple&lens=eye')).toEqual({ scenario: 'x', theme: 'auto', lens: 'cluster' });
  });
});
