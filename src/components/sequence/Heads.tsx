import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
import type { NodeFamily } from '../../store/facts.ts';
import type { Frame } from '../../scene/frame.ts';
import { Entity } from '../cluster/Entity.tsx';
import { useSceneInput } from '../cluster/useSceneInput.ts';
import { useStageFrame } from '../cluster/useStageFrame.ts';
import { useStoryFocus } from '../cluster/useStoryFocus.ts';
import { useAppState } from '../simulatorContext.tsx';
import { nodeWords } from './words.ts';

interface HeadsProps {
  readonly lanes: SequenceLanes;
  readonly onFold: (family: NodeFamily) => void;
}

const NAMES_TOP = 25;
const NAMES_HEIGHT = 26;
const MOST_WIDE = 110;
/** With less room beside the title, the arrow that says so is left out; the title does the same. */
const CHEVRON_ROOM = 22;

/** What each line is: they stay in sight while time moves below. */
export function Heads({ lanes: { lanes, blocks, width: all }, onFold }: HeadsProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const selected = useAppState((state) => state.selected);
  const focus = useStoryFocus();
  const frame = useStageFrame();
  const order = useMemo(() => lanes.filter(({ isFolded }) => !isFolded).map(({ key }) => key), [lanes]);
  useSceneInput(root, order);
  return (
    <div className="sequence-heads" ref={root} style={{ width: all, height: NAMES_TOP + NAMES_HEIGHT }}>
      {blocks.map(({ family, title, left, right, count, isFolded }) => (
        <div key={family} className="sequence-family" style={{ left: left + 1, width: right - left - 2 }}>
          {count > 1 ? (
            <button type="button" aria-expanded={!isFolded} title={isFolded ? `Show each of the ${count}` : 'Fold into one line'} onClick={() => onFold(family)}>
              {title}
              {right - left > title.length * 6.9 + CHEVRON_ROOM && (
                <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
                  <path d={isFolded ? 'M2 1l4 3l-4 3' : 'M1 2l3 4l3 -4'} />
                </svg>
              )}
            </button>
          ) : (
            <span>{title}</span>
          )}
        </div>
      ))}
      {lanes.map(({ key, title, x, room, isFolded, family, nodes: names }) => {
        const width = Math.min(room, MOST_WIDE) - 2;
        const area = { x: x - width / 2, y: NAMES_TOP, width, height: NAMES_HEIGHT };
        if (isFolded) {
          return (
            <button key={key} type="button" className="sequence-folded" style={{ left: area.x, top: area.y, width: area.width, height: area.height }} title={names.map(nodeWords).join(', ')} onClick={() => onFold(family)} aria-label={`${names.length} ${family}, folded into one line. Show each.`}>
              all {title}
            </button>
          );
        }
        const state = stateOf(frame, key);
        return (
          <Entity key={key} entityKey={key} area={area} className="sequence-head" label={`${nodeWords(key)}${state === '' ? '' : `, ${state}`}.`} title={nodeWords(key)} selected={selected === key} focused={focus.has(key)} state={{ status: state === '' ? null : state }}>
            <span>{title}</span>
          </Entity>
        );
      })}
    </div>
  );
}

/** Whether its process is gone or stands still at the present moment, in a word; empty while it runs. */
function stateOf(frame: Frame | null, name: string): string {
  if (frame === null) return '';
  const found: { readonly state?: string; readonly status?: string } | undefined =
    frame.brokers.find(({ node }) => node === name) ?? frame.controllers.find(({ node }) => node === name) ?? frame.producers.find(({ node }) => node === name) ?? frame.consumers.find(({ node }) => node === name);
  const state = found?.state ?? found?.status ?? '';
  return state === 'dead' || state === 'closed' ? 'not running' : state === 'paused' ? 'paused' : '';
}
