import { posix } from 'node:path';
import { parseSync } from 'vite';
import { layerOf } from './layers.ts';
import { isTestOnly, type SourceFile } from './sourceFiles.ts';

type ParseResult = ReturnType<typeof parseSync>;

export interface ImportSeen {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const SIM_DOOR = 'src/sim/index.ts';
const MAY_BE_REACHED_BY_URL: Readonly<Record<string, string>> = { 'src/store': 'src/worker' };
const EXACT_MATH = new Set('abs ceil clz32 floor fround imul max min round sign sqrt trunc'.split(' '));

/** A module parsed; one that cannot be read throws, since the rules would find nothing in it. */
function parse({ path, text }: SourceFile): ParseResult {
  const result = parseSync(path, text, { sourceType: 'module' });
  if (result.errors.length > 0) throw new Error(`${path} does not parse: ${result.errors[0]?.message}`);
  return result;
}

/** Every import of a module: static, re-exported and dynamic. */
export function importsOf(file: SourceFile): ImportSeen[] {
  const { module } = parse(file);
  const { text } = file;
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ specifier: moduleRequest.value, typeOnly: isType }],
    ),
  );
  const dynamics = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    specifier: text.slice(start, end).replace(/^['"`](.*)['"`]$/s, '$1'),
    typeOnly: false,
  }));
  return [...statics, ...reExports, ...dynamics];
}

/** What is wrong with a module's imports, by the table of layers; each a sentence. */
export function layerBreaches(file: SourceFile): string[] {
  const layer = layerOf(file.path);
  if (layer === undefined) return [`${file.path} belongs to no layer`];
  return [...importsOf(file).flatMap((seen) => importBreach(file.path, seen)), ...urlBreaches(file)];
}

function importBreach(path: string, { specifier, typeOnly }: ImportSeen): string[] {
  const layer = layerOf(path);
  const wrong = (why: string): string[] => [`${path} imports ${specifier}: ${why}`];
  if (layer === undefined) return wrong('it belongs to no layer');
  if (!specifier.startsWith('.')) {
    const known = layer.packages?.some((name) =>
      name.endsWith(':') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
    );
    return known === true ? [] : wrong(`the package is not ${layer.folder}'s to use`);
  }
  const target = posix.join(posix.dirname(path), specifier);
  if (posix.extname(target) === '') return wrong('a relative import names its extension');
  if (isTestOnly(target)) return wrong('it is for tests alone');
  const from = layerOf(target);
  if (from === undefined) return wrong('it belongs to no layer');
  if (from.folder === layer.folder) return [];
  const outside = !layer.folder.startsWith('src/sim');
  if (outside && from.folder.startsWith('src/sim') && target !== SIM_DOOR) return wrong(`${SIM_DOOR} is the only door`);
  if (layer.may.includes(from.folder)) return [];
  if (layer.mayTypes?.includes(from.folder) !== true) return wrong(`${layer.folder} may not import ${from.folder}`);
  return typeOnly ? [] : wrong(`${layer.folder} may import only types of ${from.folder}`);
}

/** `new URL(relative, import.meta.url)` reaches a file as surely as an import does. */
function urlBreaches({ path, text }: SourceFile): string[] {
  const folder = layerOf(path)?.folder ?? '';
  return [...text.matchAll(/new URL\(\s*(['"`])(.*?)\1\s*,\s*import\.meta\.url/gs)].flatMap(([, , specifier = '']) => {
    const target = layerOf(posix.join(posix.dirname(path), specifier))?.folder;
    const allowed = target === folder || target === MAY_BE_REACHED_BY_URL[folder];
    return allowed ? [] : [`${path} reaches ${specifier} by URL`];
  });
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** A module's own statements, with those behind `export`. */
function topLevelOf(file: SourceFile): Node[] {
  const program: unknown = parse(file).program;
  if (!isNode(program)) return [];
  return childrenOf(program).map((node) => (isNode(node['declaration']) ? node['declaration'] : node));
}

/** State that outlives a run and that all simulators of a page share: `let`, `var`, containers that start empty. */
export function moduleState(file: SourceFile): string[] {
  const declarations = topLevelOf(file).filter(({ type }) => type === 'VariableDeclaration');
  return declarations.flatMap((declaration) => {
    if (declaration['kind'] !== 'const')
      return [`${file.path} declares ${String(declaration['kind'])} at module level`];
    const written = file.text.slice(Number(declaration['start']), Number(declaration['end']));
    const saysConstant =
      /:\s*(readonly|Readonly)|as const/.test(written.split('=', 1)[0] ?? '') || /as const/.test(written);
    const empty = childrenOf(declaration).some(({ init }) => isNode(init) && startsEmpty(init));
    return empty && !saysConstant ? [`${file.path} keeps an empty container at module level: ${written}`] : [];
  });
}

function startsEmpty(init: Node): boolean {
  const has = (key: string): boolean => Array.isArray(init[key]) && init[key].length > 0;
  if (init.type === 'NewExpression')
    return isNode(init['callee']) && /^(Weak)?(Map|Set)$/.test(String(init['callee']['name'])) && !has('arguments');
  return (
    (init.type === 'ArrayExpression' && !has('elements')) || (init.type === 'ObjectExpression' && !has('properties'))
  );
}

/** What the simulator must not have and no linter rule names: results would differ between engines, or not be data. */
export function nondeterminism(file: SourceFile): string[] {
  const { path, text } = file;
  const found: string[] = [];
  const visit = (node: Node, parent: Node | undefined): void => {
    if (node['operator'] === '**' || node['operator'] === '**=') found.push(`${path} uses ${node['operator']}`);
    if (node.type === 'AwaitExpression' || node['await'] === true || node['async'] === true)
      found.push(`${path} is asynchronous`);
    if (node.type === 'ImportExpression') found.push(`${path} imports dynamically`);
    if (node.type === 'Identifier' && node['name'] === 'Math' && !isExactMath(parent)) {
      found.push(
        `${path} uses ${parent === undefined ? 'Math' : text.slice(Number(parent['start']), Number(parent['end']))}`,
      );
    }
    for (const child of childrenOf(node)) visit(child, node);
  };
  const program: unknown = parse(file).program;
  if (isNode(program)) visit(program, undefined);
  return found;
}

function isExactMath(parent: Node | undefined): boolean {
  if (parent?.type !== 'MemberExpression' || parent['computed'] === true) return false;
  return isNode(parent['property']) && EXACT_MATH.has(String(parent['property']['name']));
}
