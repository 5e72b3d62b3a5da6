import { showValue } from '../../words/showValue.ts';
import { nearest } from '../../base/nearest.ts';
import * as words from '../../words/documents/problems.ts';
import type { Command } from '../kafka.ts';
import { child } from '../problems.ts';
import type { ExpectationDocument, StepDocument, StoryDocument } from '../schema/story.ts';
import type { Camera, CameraFocus, Expectation, Prediction, Story, StoryStep } from '../story/types.ts';
import { durationUs } from './check.ts';
import type { Findings } from './check.ts';
import { normalizeCommand } from './commands.ts';
import { normalizeCondition } from './condition.ts';
import { namesAfter, nodeNames } from './names.ts';
import type { KnownNames } from './names.ts';

/** `names` are those after the whole script, since a story goes on beside it. */
export function normalizeStory(input: StoryDocument, path: string, names: KnownNames, findings: Findings): Story {
  let known = names;
  const commandsOf = input.steps.map((step, index) => {
    const at = child(child(child(path, 'steps'), index), 'commands');
    return (step.commands ?? []).map((command, order) => {
      const normalized = normalizeCommand(command, child(at, order), known, findings);
      known = namesAfter(known, normalized);
      return normalized;
    });
  });
  const all = known;
  return {
    steps: input.steps.map((step, index) =>
      normalizeStep(step, commandsOf[index] ?? [], child(child(path, 'steps'), index), all, findings),
    ),
    expect: expectations(input.expect, child(path, 'expect'), all, findings),
    actions: (input.actions ?? []).map((action, index) => {
      const at = child(child(child(path, 'actions'), index), 'do');
      return { label: action.label, command: normalizeCommand(action.do, at, all, findings) };
    }),
  };
}

function normalizeStep(
  input: StepDocument,
  commands: readonly Command[],
  path: string,
  names: KnownNames,
  findings: Findings,
): StoryStep {
  return {
    title: input.title,
    text: input.text,
    when: input.when === undefined ? null : normalizeCondition(input.when, child(path, 'when'), names, findings),
    camera: input.camera === undefined ? null : normalizeCamera(input.camera, child(path, 'camera'), names, findings),
    commands,
    predict: input.predict === undefined ? null : normalizePrediction(input.predict, child(path, 'predict'), names, findings),
    expect: expectations(input.expect, child(path, 'expect'), names, findings),
  };
}

function normalizePrediction(
  input: NonNullable<StepDocument['predict']>,
  path: string,
  names: KnownNames,
  findings: Findings,
): Prediction {
  return {
    question: input.question,
    options: input.options.map((option, index) => {
      const at = child(child(child(path, 'options'), index), 'holds');
      return { text: option.text, holds: normalizeCondition(option.holds, at, names, findings) };
    }),
    settled: normalizeCondition(input.settled, child(path, 'settled'), names, findings),
    explain: input.explain,
  };
}

function expectations(
  inputs: readonly ExpectationDocument[] | undefined,
  path: string,
  names: KnownNames,
  findings: Findings,
): readonly Expectation[] {
  return (inputs ?? []).map((input, index) => {
    const at = child(path, index);
    const mode = input.always === undefined ? 'eventually' : 'always';
    const holds = input.always ?? input.eventually;
    if (holds === undefined || (input.always !== undefined && input.eventually !== undefined)) {
      findings.problems.add(at, words.eventuallyOrAlways);
    }
    return {
      text: input.text,
      mode,
      holds: holds === undefined ? { kind: 'any', of: [] } : normalizeCondition(holds, child(at, mode), names, findings),
      withinUs: input.within === undefined ? null : durationUs(input.within, child(at, 'within'), 0, findings),
      anySeed: input.seeds === 'any',
    };
  });
}

function normalizeCamera(input: NonNullable<StepDocument['camera']>, path: string, names: KnownNames, findings: Findings): Camera {
  const focus: CameraFocus[] = [];
  (input.focus ?? []).forEach((text, index) => {
    const found = cameraFocus(text, names);
    if (found !== null) {
      focus.push(found);
      return;
    }
    findings.problems.add(child(child(path, 'focus'), index), words.nothingToLookAt(showValue(text), nearest(text, nodeNames(names))));
  });
  return { lens: input.lens ?? null, focus };
}

function cameraFocus(text: string, names: KnownNames): CameraFocus | null {
  if (nodeNames(names).includes(text)) return { kind: 'node', node: text };
  const colon = text.indexOf(':');
  const name = text.slice(colon + 1);
  switch (text.slice(0, Math.max(0, colon))) {
    case 'topic':
      return names.topics.has(name) ? { kind: 'topic', topic: name } : null;
    case 'group':
      return names.groups.has(name) ? { kind: 'group', group: name } : null;
    case 'partition': {
      const dash = name.lastIndexOf('-');
      const topic = name.slice(0, Math.max(0, dash));
      const partition = name.slice(dash + 1);
      const count = names.topics.get(topic)?.partitions ?? 0;
      return /^\d{1,4}$/.test(partition) && Number(partition) < count ? { kind: 'partition', topic, partition: Number(partition) } : null;
    }
    default:
      return null;
  }
}
