import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import * as words from '../words/documents/text.ts';

/**
 * `JSON.parse` whose complaint names a line and a column, the same in every engine: the engine's own parser does the
 * work, and only when it refuses is the text read again to find out where.
 */
export function parseJsonText(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    const fault = findJsonFault(text);
    const { line, column } = lineAndColumn(text, fault.at);
    return err(words.notJson(line, column, fault.message));
  }
}

interface Fault {
  readonly at: number;
  readonly message: string;
}

const SCALAR = /(?:"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/;
const SPACE = /[ \t\n\r]*/;

type Expecting = keyof typeof words.expected;

/** Reads with a stack of its own, so that depth is no danger. The text is known to be wrong somewhere. */
function findJsonFault(text: string): Fault {
  const stack: ('[' | '{')[] = [];
  let expecting: Expecting = 'value';
  let at = skip(SPACE, text, 0);
  const afterValue = (): Expecting => (stack.length === 0 ? 'end' : stack.at(-1) === '[' ? 'commaOrBracket' : 'commaOrBrace');
  for (;;) {
    const letter = text[at];
    const where = words.expected[expecting];
    const fault: Fault = { at, message: letter === undefined ? words.endsBefore(where) : words.foundInstead(JSON.stringify(letter), where) };
    if (letter === undefined) return fault;
    if ((expecting === 'valueOrEnd' || expecting === 'commaOrBracket') && letter === ']') {
      stack.pop();
      expecting = afterValue();
      at += 1;
    } else if ((expecting === 'keyOrEnd' || expecting === 'commaOrBrace') && letter === '}') {
      stack.pop();
      expecting = afterValue();
      at += 1;
    } else if (expecting === 'commaOrBracket' || expecting === 'commaOrBrace') {
      if (letter !== ',') return fault;
      expecting = expecting === 'commaOrBracket' ? 'value' : 'key';
      at += 1;
    } else if (expecting === 'colon') {
      if (letter !== ':') return fault;
      expecting = 'value';
      at += 1;
    } else if (expecting === 'key' || expecting === 'keyOrEnd') {
      const next = letter === '"' ? skip(SCALAR, text, at) : at;
      if (next === at) return letter === '"' ? brokenText(at) : fault;
      expecting = 'colon';
      at = next;
    } else if (expecting === 'end') {
      return fault;
    } else if (letter === '[' || letter === '{') {
      stack.push(letter);
      expecting = letter === '[' ? 'valueOrEnd' : 'keyOrEnd';
      at += 1;
    } else {
      const next = skip(SCALAR, text, at);
      if (next === at) return letter === '"' ? brokenText(at) : fault;
      expecting = afterValue();
      at = next;
    }
    at = skip(SPACE, text, at);
  }
}

function brokenText(at: number): Fault {
  return { at, message: words.brokenText };
}

function skip(pattern: RegExp, text: string, at: number): number {
  const here = new RegExp(pattern.source, 'y');
  here.lastIndex = at;
  return here.test(text) ? here.lastIndex : at;
}

function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
