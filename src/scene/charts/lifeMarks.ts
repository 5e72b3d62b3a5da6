import type { TimeUs } from '../../base/flavor.ts';

interface Step {
  readonly at: TimeUs;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly sentence: string;
}

/** Steps of a record's life that lie so near one another on a chart that one mark stands for them. */
export interface LifeMark {
  readonly from: TimeUs;
  readonly to: TimeUs;
  /** Whether one of them is the worst that can be: lost, failed, or there twice. */
  readonly isBad: boolean;
  readonly steps: readonly Step[];
}

/** `steps` are in order, `stretch` is what the chart shows, and marks are at least `apartUs` apart: from the last of one to the first of the next. */
export function lifeMarks(steps: readonly Step[], stretch: { readonly from: TimeUs; readonly to: TimeUs }, apartUs: number): readonly LifeMark[] {
  const marks: { from: TimeUs; to: TimeUs; isBad: boolean; steps: Step[] }[] = [];
  for (const step of steps) {
    const { at } = step;
    if (at < stretch.from || at > stretch.to) continue;
    const last = marks.at(-1);
    if (last === undefined || at - last.to >= apartUs) marks.push({ from: at, to: at, isBad: step.tone === 'bad', steps: [step] });
    else {
      last.to = at;
      last.isBad ||= step.tone === 'bad';
      last.steps.push(step);
    }
  }
  return marks;
}
