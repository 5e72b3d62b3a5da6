import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';

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
    return err(`not JSON: line ${line}, column ${column}: ${fault.message}`);
  }
}

interface Fault {
  readonly at: number;
  readonly message: string;
}

const SCALAR = /(?:"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/;
const SPACE = /[ \t\n\r]*/;

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'the end';

/** Reads with a stack of its own, so that depth is no danger. The text is known to be wrong somewhere. */
function findJsonFault(text: string): Fault {
  const stack: ('[' | '{')[] = [];
  let expecting: Expecting = 'value';
  let at = skip(SPACE, text, 0);
  const afterValue = (): Expecting => (stack.length === 0 ? 'the end' : stack.at(-1) === '[' ? ', or ]' : ', or }');
  for (;;) {
    const letter = text[at];
    const end = letter === undefined ? 'the text ends' : `found ${JSON.stringify(letter)}`;
    const fault: Fault = { at, message: `${end} where ${inWords(expecting)} should be` };
    if (letter === undefined) return fault;
    if ((expecting === 'value or ]' || expecting === ', or ]') && letter === ']') {
      stack.pop();
      expecting = afterValue();
      at += 1;
    } else if ((expecting === 'key or }' || expecting === ', or }') && letter === '}') {
      stack.pop();
      expecting = afterValue();
      at += 1;
    } else if (expecting === ', or ]' || expecting === ', or }') {
      if (letter !== ',') return fault;
      expecting = expecting === ', or ]' ? 'value' : 'key';
      at += 1;
    } else if (expecting === ':') {
      if (letter !== ':') return fault;
      expecting = 'value';
      at += 1;
    } else if (expecting === 'key' || expecting === 'key or }') {
      const next = letter === '"' ? skip(SCALAR, text, at) : at;
      if (next === at) return letter === '"' ? brokenText(at) : fault;
      expecting = ':';
      at = next;
    } else if (expecting === 'the end') {
      return fault;
    } else if (letter === '[' || letter === '{') {
      stack.push(letter);
      expecting = letter === '[' ? 'value or ]' : 'key or }';
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
  return { at, message: 'the text that begins here does not end, or has a character in it that has to be escaped' };
}

function skip(pattern: RegExp, text: string, at: number): number {
  const here = new RegExp(pattern.source, 'y');
  here.lastIndex = at;
  return here.test(text) ? here.lastIndex : at;
}

function inWords(expecting: Expecting): string {
  switch (expecting) {
    case 'key':
      return 'a name in double quotes';
    case 'key or }':
      return 'a name in double quotes or "}"';
    case 'value':
      return 'a value';
    case 'value or ]':
      return 'a value or "]"';
    case ':':
      return '":"';
    case ', or ]':
      return '"," or "]"';
    case ', or }':
      return '"," or "}"';
    case 'the end':
      return 'the end of the document';
  }
}

function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
