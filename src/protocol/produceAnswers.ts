import type { TimeUs } from '../base/flavor.ts';
import type { FactView } from './messages.ts';

/** How a batch ended that a producer sent: when, and how long after `send` of its first record; null where it was given up. */
export interface ProduceAnswer {
  /** Of the fact that told of it. */
  readonly seq: number;
  readonly at: TimeUs;
  readonly latencyUs: number | null;
}

/** Of longer runs neighbours become one, the worse of the two. */
const MOST_ANSWERS = 20_000;

/** The answer that a fact tells of, or null. With acks=0 nothing is answered. */
export function answerIn({ seq, at, fact }: FactView): ProduceAnswer | null {
  switch (fact.type) {
    case 'BatchAcked':
      return fact.acks === 0 ? null : { seq, at, latencyUs: fact.latencyUs };
    case 'BatchFailed':
      return { seq, at, latencyUs: null };
    default:
      return null;
  }
}

export function answersIn(facts: readonly FactView[]): readonly ProduceAnswer[] {
  return facts.flatMap((view) => answerIn(view) ?? []);
}

/** In the order in which they came, with what is new at the end. Every batch that was given up stays. */
export function withAnswers(answers: readonly ProduceAnswer[], added: readonly ProduceAnswer[]): readonly ProduceAnswer[] {
  return added.length === 0 ? answers : thinned([...answers, ...added]);
}

/** As many as are kept: the list itself while it is not too long. */
export function thinned(answers: readonly ProduceAnswer[]): readonly ProduceAnswer[] {
  if (answers.length <= MOST_ANSWERS) return answers;
  const kept: ProduceAnswer[] = [];
  let waiting: ProduceAnswer | null = null;
  for (const answer of answers) {
    if (answer.latencyUs === null) {
      if (waiting !== null) kept.push(waiting);
      kept.push(answer);
      waiting = null;
    } else if (waiting === null) waiting = answer;
    else {
      kept.push(answer.latencyUs >= (waiting.latencyUs ?? 0) ? answer : waiting);
      waiting = null;
    }
  }
  if (waiting !== null) kept.push(waiting);
  return kept;
}
