import type { FactView } from '../sim/index.ts';
import { moreNotDrawn } from '../words/narration/transcript.ts';
import { sentence } from './narration.ts';

/** What a diagram needs to know of a message. */
export interface DrawnMessage {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly label: string;
  readonly isAnswer: boolean;
  readonly lost: boolean;
}

export type DrawnHappening = { readonly kind: 'message'; readonly message: DrawnMessage } | { readonly kind: 'fact'; readonly view: FactView };

/** Renderers refuse texts much longer than this many lines make. */
export const MOST_LINES = 400;

/**
 * Messages and facts as a sequence diagram in Mermaid's language: whole arrows are requests, dashed ones answers, crossed ones did not
 * arrive; facts are notes over the node they came about on. Times are those of arrival.
 */
export function sequenceDiagram(happenings: readonly DrawnHappening[], title: string): string {
  const drawn = happenings.slice(0, MOST_LINES);
  const nodes = new Map<string, string>();
  const idOf = (node: string): string => {
    const known = nodes.get(node) ?? `n${nodes.size}`;
    nodes.set(node, known);
    return known;
  };
  const lines = drawn.flatMap((one) => (one.kind === 'message' ? [arrow(one.message, idOf)] : note(one.view, idOf)));
  const last = [...nodes.values()].at(-1);
  const more = happenings.length - drawn.length;
  if (more > 0 && last !== undefined) lines.push(`note over n0${last === 'n0' ? '' : `,${last}`}: ${escaped(moreNotDrawn(more))}`);
  const participants = [...nodes].map(([name, id]) => `participant ${id} as ${escaped(name)}`);
  return [`---`, `title: ${JSON.stringify(title.replaceAll(/[^\p{L}\p{N} .,:'-]/gu, ' '))}`, `---`, 'sequenceDiagram', ...[...participants, ...lines].map((line) => `  ${line}`), ''].join('\n');
}

function arrow({ from, to, at, label, isAnswer, lost }: DrawnMessage, idOf: (node: string) => string): string {
  const line = `${isAnswer ? '--' : '-'}${lost ? 'x' : '>>'}`;
  return `${idOf(from)}${line}${idOf(to)}: ${escaped(`${clock(at)} ${label}`)}`;
}

function note(view: FactView, idOf: (node: string) => string): string[] {
  return view.node === '' ? [] : [`note over ${idOf(view.node)}: ${escaped(`${clock(view.at)} ${sentence(view)}`)}`];
}

function clock(us: number): string {
  return `${(us / 1_000_000).toFixed(6)} s`;
}

/** Everything that could mean something to Mermaid or to HTML, as its character code; `end` as a word of its own, too. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,()_:@=+/-]/gu, (character) => (/\s/.test(character) ? ' ' : `#${character.codePointAt(0)};`)).replaceAll(/\bend\b/gi, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`);
}
