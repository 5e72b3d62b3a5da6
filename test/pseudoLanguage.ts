import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';
import { filesBelow } from './sourceFiles.ts';
import { children, isNode, type SyntaxNode } from './syntax.ts';

const ACCENTED: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', y: 'ý', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú', Y: 'Ý' };

/** Names of configuration entries, scenarios, errors and the like are the same in every language. */
const NAME = /^[a-z\d]+([-._:/][a-z\d]+)+$|^[A-Z\d]+(_[A-Z\d]+)*$/;

/** Words as no language has them, that anyone can read: vowels bear accents. What stands in braces is a place for something else, and what stands in brackets is a term, known by its name. */
export function accented(words: string): string {
  return words
    .split(/(\{\w+\}|\[[^\]]*\](?:\([^)]*\))?|\\u[\da-f]{4}|\\u\{[\da-f]+\}|\\.)/i)
    .map((piece, index) => (index % 2 === 0 ? piece.replace(/[aeiouy]/gi, (letter) => ACCENTED[letter] ?? letter) : piece))
    .join('');
}

/** A module of the catalogue in that language. Keys, types and what is compared stay. */
export function accentedModule(path: string, text: string): string {
  const cuts: { start: number; end: number }[] = [];
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return;
      case 'ExportNamedDeclaration':
        // What is passed on from another module of the catalogue is in that language there.
        if (isNode(node['declaration'])) visit(node['declaration']);
        return;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        if (isNode(node['expression'])) visit(node['expression']);
        return;
      case 'Property':
        // An entry of the glossary keeps the names by which it is asked for.
        if (path.includes('/glossary/') && ['name', 'also'].includes(String((node['key'] as SyntaxNode)['name']))) return;
        if (isNode(node['value'])) visit(node['value']);
        return;
      case 'BinaryExpression':
        for (const side of children(node)) if (side.type !== 'Literal') visit(side);
        return;
      case 'Literal':
        if (typeof node['value'] === 'string' && !NAME.test(node['value'])) cuts.push({ start: node.start, end: node.end });
        return;
      case 'TemplateElement':
        cuts.push({ start: node.start, end: node.end });
        return;
      case 'SwitchCase':
        for (const each of node['consequent'] as SyntaxNode[]) visit(each);
        return;
      default:
        if (!node.type.startsWith('TS')) for (const each of children(node)) visit(each);
    }
  };
  visit(parseSync(path, text).program as unknown as SyntaxNode);
  let at = 0;
  let out = '';
  for (const { start, end } of cuts.toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, start) + accented(text.slice(start, end));
    at = end;
  }
  return out + text.slice(at);
}

/** Writes the catalogue in that language into a folder, as a translator would. */
export function writeAccented(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of filesBelow('src/words')) {
    const file = join(folder, path.slice('src/words/'.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path.endsWith('.ts') ? accentedModule(path, text) : text);
  }
}
