/** A node of a syntax tree, as far as the rules of this folder look into it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as Partial<SyntaxNode>).type === 'string';
}

/** What a node is made of, in the order of the tree. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.entries(node).flatMap(([key, child]) => (key === 'parent' ? [] : (Array.isArray(child) ? (child as unknown[]) : [child]).filter(isNode)));
}
