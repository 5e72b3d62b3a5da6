import { describe, expect, it } from 'vitest';
import type { FactView } from '../sim/index.ts';
import { MOST_LINES, sequenceDiagram, type DrawnHappening } from './sequenceDiagram.ts';

const message = (label: string, more: Partial<Extract<DrawnHappening, { kind: 'message' }>['message']> = {}): DrawnHappening => ({
  kind: 'message',
  message: { from: 'broker-2', to: 'broker-1', at: 1_500_230, label, isAnswer: false, lost: false, ...more },
});

describe('a sequence diagram', () => {
  it('has a line for each message and a note for each fact', () => {
    const fact: FactView = { seq: 0, at: 2_000_000, cause: 1, node: 'broker-1', fact: { type: 'NodeKilled' } } as unknown as FactView;
    const text = sequenceDiagram(
      [message('Fetch'), message('FetchResponse', { from: 'broker-1', to: 'broker-2', isAnswer: true }), message('Fetch', { lost: true }), { kind: 'fact', view: fact }],
      'A leader dies, 1 s to 2 s',
    );
    expect(text.split('\n').slice(0, 9)).toEqual([
      '---',
      'title: "A leader dies, 1 s to 2 s"',
      '---',
      'sequenceDiagram',
      '  participant n0 as broker-2',
      '  participant n1 as broker-1',
      '  n0->>n1: 1.500230 s Fetch',
      '  n1-->>n0: 1.500230 s FetchResponse',
      '  n0-xn1: 1.500230 s Fetch',
    ]);
    expect(text).toMatch(/ {2}note over n1: 2\.000000 s /);
  });

  it('lets nothing from outside end a line, begin a statement or become markup', () => {
    const hostile = 'x; <img src=x onerror=alert(1)>\nend\n%%{init: {}}%% #quot; "a" & end';
    const text = sequenceDiagram([message(hostile, { from: hostile })], hostile);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(7);
    expect(text).not.toMatch(/[<>]i|%%|&|\{/);
    // What is left of each semicolon is the code of a character.
    for (const line of lines.slice(4)) expect(line.replaceAll(/#\d+;/g, '')).not.toMatch(/[;#]|\bend\b/);
  });

  it('says how much it leaves out', () => {
    const text = sequenceDiagram(Array.from({ length: MOST_LINES + 3 }, () => message('Fetch')), 'Long');
    expect(text).toContain('note over n0,n1: 3 more not drawn');
    expect(text.split('\n')).toHaveLength(4 + 2 + MOST_LINES + 1 + 1);
  });
});
