import { parseSync } from 'vite';
import type { SourceFile } from './sourceFiles.ts';
import { children, isNode, type SyntaxNode } from './syntax.ts';

/** Folders whose words a person reads, and so belong into the catalogue. What is said on a terminal (src/cli) is for those who write scripts, and in one language. */
const TOLD = /^src\/(components|app|embed|store|scene|protocol|worker|scenarios|sim|base)\//;
/** Documents that come with the product are content, each with its own texts; a diagram's lines are in the language of what draws it. */
const CONTENT = /^src\/(scenarios\/library\/|protocol\/sequenceDiagram\.ts$)/;
/** Two words in a row: what is shorter is a name or a key, and what JSX shows of it the linter sees. */
const WORDS = /[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}/;
/** Attributes and properties whose words nobody reads: they are for the browser, or name an entry of the glossary. */
const UNREAD = new Set(['of', 'term', 'className', 'style', 'd', 'viewBox', 'transform', 'points', 'transition', 'font', 'boxShadow', 'rel', 'content']);
/** Those whose single word is read, too. */
const READ = new Set(['label', 'title', 'hint', 'aria-label', 'placeholder', 'ariaLabel', 'summary', 'caption']);
/** `MessagesInPerSec`: a name of Kafka's, whoever reads it. */
const KAFKAS_NAME = /^\w*[a-z][A-Z]\w*$/;
/** HTML to be pasted elsewhere, whose words are attributes. */
const MARKUP = /^<[a-z]/;
/** What facts have in place of a sentence, and exports and documents name, too: the keys of `memberRemoved`. */
const CODES = new Set(['session expired', 'rebalance timeout', 'group full']);
/** `random` takes the name of a stream of random numbers. */
const UNSEEN_CALLS = /^(assert\w*|random|Error|TypeError|RangeError|querySelector(All)?|closest|matches|matchMedia|setProperty|unreachable)$/;

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  const { name, property, value } = node;
  if (typeof name === 'string') return name;
  if (isNode(name)) return nameOf(name);
  return isNode(property) ? nameOf(property) : typeof value === 'string' ? value : '';
}

function textOf(node: SyntaxNode): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type === 'JSXText') return String(node['value']);
  if (node.type !== 'TemplateLiteral') return null;
  return (node['quasis'] as readonly { value: { raw: string } }[]).map(({ value }) => value.raw).join('\u2026');
}

/** `setAttribute('class', …)`. */
function setsClass({ callee, arguments: given }: SyntaxNode): boolean {
  const [first] = given as readonly SyntaxNode[];
  return nameOf(callee) === 'setAttribute' && first !== undefined && textOf(first) === 'class';
}

function isComparison({ operator }: SyntaxNode): boolean {
  return operator === '===' || operator === '!==';
}

/** Sentences and labels that a module has of its own, as `path:line: words`; they belong into src/words. */
export function looseWords({ path, text }: SourceFile): string[] {
  if (!TOLD.test(path) || CONTENT.test(path)) return [];
  const found: string[] = [];
  const look = (node: SyntaxNode, owner: string): void => {
    const words = textOf(node);
    const isRead = READ.has(owner) && words !== null && /[A-Za-z]{2,}/.test(words) && /^[A-Z]/.test(words) && !KAFKAS_NAME.test(words);
    if (words !== null && !MARKUP.test(words) && !CODES.has(words) && (WORDS.test(words) || isRead)) found.push(`${path}:${text.slice(0, node.start).split('\n').length}: ${words.trim()}`);
    for (const each of children(node)) enter(each, owner);
  };
  const enter = (node: SyntaxNode, owner: string): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'TSLiteralType':
      case 'TSTemplateLiteralType':
        return;
      // What is compared with is a name of the code, and shown to nobody.
      case 'SwitchCase':
        for (const each of node['consequent'] as readonly SyntaxNode[]) enter(each, owner);
        return;
      case 'BinaryExpression':
        for (const side of [node['left'], node['right']]) if (isNode(side) && !(isComparison(node) && side.type === 'Literal')) enter(side, owner);
        return;
      case 'CallExpression':
      case 'NewExpression':
        if (!UNSEEN_CALLS.test(nameOf(node['callee'])) && !setsClass(node)) look(node, '');
        return;
      case 'JSXAttribute':
      case 'Property':
        if (!UNREAD.has(nameOf(node['name'] ?? node['key']))) look(node, nameOf(node['name'] ?? node['key']));
        return;
      case 'AssignmentExpression':
        if (!UNREAD.has(nameOf(node['left']))) look(node, owner);
        return;
      default:
        look(node, owner);
    }
  };
  const { program } = parseSync(path, text);
  look(program as unknown as SyntaxNode, '');
  return found;
}
