import { describe, expect, it } from 'vitest';
import { readParameters } from './parameters.ts';

describe('readParameters', () => {
  it('reads a scenario and a theme', () => {
    expect(readParameters('?scenario=leader-dies&theme=dark')).toEqual({ scenario: 'leader-dies', theme: 'dark' });
  });

  it.each(['', '?theme=dark', '?scenario=', '?scenario=../../etc', '?scenario=A%20leader', '?scenario=%3Cscript%3E'])('answers %j with a sentence', (search) => {
    expect(readParameters(search)).toEqual({ problem: expect.stringMatching(/^This embed names no scenario[^.]*\.$/) });
  });

  it('follows the system when the theme is not one there is', () => {
    expect(readParameters('?scenario=x&theme=purple')).toEqual({ scenario: 'x', theme: 'auto' });
  });
});
