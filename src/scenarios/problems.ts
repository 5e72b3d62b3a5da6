/** One thing that is wrong with a document or a command: where, what, and what would be valid. */
export interface Problem {
  /** `cluster.topics[0].partitions`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

/** More are not listed: whoever fixes these twenty sees the rest next. */
export const MAX_PROBLEMS = 20;

export interface ProblemList {
  readonly add: (path: string, message: string) => void;
  readonly isEmpty: () => boolean;
  /** In the order found, without repetitions, at most `MAX_PROBLEMS`. */
  readonly list: () => readonly Problem[];
}

export function problemList(): ProblemList {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  return {
    add: (path, message) => {
      const key = `${path}: ${message}`;
      if (problems.length >= MAX_PROBLEMS || seen.has(key)) return;
      seen.add(key);
      problems.push({ path, message });
    },
    isEmpty: () => problems.length === 0,
    list: () => problems,
  };
}

/** `child('cluster.topics', 0)` is `cluster.topics[0]`; keys that are no plain words are quoted. */
export function child(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `${path}[${JSON.stringify(key.length > 60 ? `${key.slice(0, 57)}...` : key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** `path: message` on one line. */
export function problemLine(problem: Problem): string {
  return problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`;
}
