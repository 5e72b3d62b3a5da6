import type { Lens } from '../../base/lens.ts';
import type { Command, FactType } from '../kafka.ts';

/** A story after its units and names have been settled; see the scenario schema for what the parts mean. */
export interface Story {
  readonly steps: readonly StoryStep[];
  /** Of the whole run: spans count from time 0. */
  readonly expect: readonly Expectation[];
  readonly actions: readonly StoryAction[];
}

export interface StoryStep {
  readonly title: string;
  readonly text: string;
  /** When the step begins; null: as soon as the reader goes on to it. */
  readonly when: Condition | null;
  readonly camera: Camera | null;
  /** Given when the step begins. */
  readonly commands: readonly Command[];
  readonly predict: Prediction | null;
  readonly expect: readonly Expectation[];
}

export interface StoryAction {
  readonly label: string;
  readonly command: Command;
}

export interface Camera {
  readonly lens: Lens | null;
  readonly focus: readonly CameraFocus[];
}

export type CameraFocus =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'group'; readonly group: string };

/** Once `settled` holds, the first option whose condition holds is the answer; no option is marked right beforehand. */
export interface Prediction {
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly holds: Condition }[];
  readonly settled: Condition;
  readonly explain: string;
}

export interface Expectation {
  readonly text: string;
  /** Becomes true at some time within the span, or is true all the time. */
  readonly mode: 'eventually' | 'always';
  readonly holds: Condition;
  /** Counted from the beginning of the step; null lasts to the end of the run. */
  readonly withinUs: number | null;
  /** Whether it is claimed for every seed and not only for the document's own. */
  readonly anySeed: boolean;
}

export type Condition =
  | { readonly kind: 'at'; readonly atUs: number }
  /** Since the step began. */
  | { readonly kind: 'after'; readonly afterUs: number }
  | {
      readonly kind: 'fact';
      readonly type: FactType;
      readonly where: readonly FieldTest[];
      /** At least this many. */
      readonly count: number;
      readonly since: 'step' | 'start';
    }
  | { readonly kind: 'state'; readonly path: StatePath; readonly test: ValueTest }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

export interface FieldTest {
  readonly field: string;
  readonly test: ValueTest;
}

export type Scalar = string | number | boolean | null;
export type PlainValue = Scalar | readonly Scalar[];

/** All that are present have to hold. `contains` is for lists. */
export interface ValueTest {
  readonly equals?: PlainValue;
  readonly not?: PlainValue;
  readonly gte?: number;
  readonly lte?: number;
  readonly contains?: Scalar;
}

/** Into the state of the contract: a field or an index, or the first element of a list whose field has a value. */
export type StatePath = readonly PathSegment[];
export type PathSegment =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'element'; readonly field: string; readonly value: string };
