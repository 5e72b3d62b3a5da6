/** A rule of docs/fidelity.md, the functions that hold it, and a test that is seen to pass through them. */
export interface Mark {
  /** The row's first cell up to a colon. */
  readonly rule: string;
  /** `src/sim/kafka/broker/isrRules.ts#needsExpandIsr`. */
  readonly passes: readonly string[];
  readonly test: string;
}

export interface Row {
  readonly rule: string;
  /** Where the rule is; empty where it is left out altogether. */
  readonly here: string;
}

/** The rows of all tables whose third column is called "here". */
export function rowsOf(markdown: string): Row[] {
  const rows: Row[] = [];
  let before: readonly string[] = [];
  let isTable = false;
  for (const line of markdown.split('\n')) {
    const cells = line.startsWith('|') ? line.split('|').slice(1, -1).map((cell) => cell.trim()) : [];
    const [rule = '', , here = ''] = cells;
    if (/^:?-+:?$/.test(rule)) isTable = before[2] === 'here';
    else if (cells.length === 0) isTable = false;
    else if (isTable) rows.push({ rule: nameIn(rule), here: here.replace('●', '').trim() });
    before = cells;
  }
  return rows;
}

/** Up to a colon that is not part of code, without the dot. */
function nameIn(cell: string): string {
  return (/^(?:`[^`]*`|[^:`])*/.exec(cell)?.[0] ?? cell).replace('●', '').trim();
}

/** What is wrong with the marks, in sentences. `ran` holds the functions that each test file has been through. */
export function problemsOf(rows: readonly Row[], marks: readonly Mark[], ran: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const problems: string[] = [];
  const marked = new Set(marks.map(({ rule }) => rule));
  const order = rows.map(({ rule }) => rule);
  for (const [index, rule] of order.entries()) if (order.indexOf(rule) !== index) problems.push(`"${rule}" is the name of two rows in docs/fidelity.md.`);
  for (const { rule, here } of rows) {
    if (here !== '' && !marked.has(rule)) problems.push(`"${rule}" has no mark: name its functions and a test in docs/fidelity.marks.json.`);
  }
  for (const [index, { rule, passes, test }] of marks.entries()) {
    const before = marks[index - 1]?.rule ?? rule;
    if (order.includes(rule) && order.indexOf(rule) < order.indexOf(before)) problems.push(`"${rule}" is marked out of the order of docs/fidelity.md.`);
    if (!order.includes(rule)) problems.push(`"${rule}" is marked and has no row in docs/fidelity.md.`);
    if (passes.length === 0) problems.push(`"${rule}" is marked without a function.`);
    const executed = ran.get(test);
    if (executed === undefined) problems.push(`"${rule}" names ${test}, which did not run.`);
    else for (const name of passes) if (!executed.has(name)) problems.push(`"${rule}": ${test} does not pass through ${name}.`);
  }
  return problems;
}
