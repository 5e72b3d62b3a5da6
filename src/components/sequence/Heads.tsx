import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
import type { NodeFamily } from '../../store/facts.ts';
import type { Frame } from '../../scene/frame.ts';
import { listed } from '../../words/listed.ts';
import * as words from '../../words/sequence/lens.ts';
import { node } from '../../words/sequence/messages.ts';
import { Entity } from '../cluster/Entity.tsx';
import { useSceneInput } from '../cluster/useSceneInput.ts';
import { useStageFrame } from '../cluster/useStageFrame.ts';
import { useStoryFocus } from '../cluster/useStoryFocus.ts';
import { useAppState } from '../simulatorContext.tsx';
import { thingIn } from './LitBar.tsx';
import { useParts } from './useParts.ts';

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
  const parts = useParts();
  const frame = useStageFrame();
  const order = useMemo(() => lanes.filter(({ isFolded }) => !isFolded).map(({ key }) => key), [lanes]);
  useSceneInput(root, order);
  return (
    <div className="sequence-heads" ref={root} style={{ width: all, height: NAMES_TOP + NAMES_HEIGHT }}>
      {blocks.map(({ family, title, left, right, count, isFolded }) => (
        <div key={family} className="sequence-family" style={{ left: left + 1, width: right - left - 2 }}>
          {count > 1 ? (
            <button type="button" aria-expanded={!isFolded} title={isFolded ? words.showEach(count) : words.fold} onClick={() => onFold(family)}>
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
          const within = names.filter((name) => name === selected || parts.has(name));
          const label = [words.folded(names.length, family), ...(within.length === 0 ? [] : [words.selectedWithin(listed(within.map(node), 6))])].join(' ');
          return (
            <button key={key} type="button" className="sequence-folded" data-part={within.length === 0 ? undefined : 'within'} style={{ left: area.x, top: area.y, width: area.width, height: area.height }} title={names.map(node).join(', ')} onClick={() => onFold(family)} aria-label={label}>
              {words.all(title)}
            </button>
          );
        }
        const state = stateOf(frame, key);
        const part = parts.get(key) ?? null;
        const partWords = part === null || selected === null ? null : words.partIn[part](thingIn(selected));
        const label = [state === null ? words.line(node(key)) : words.lineState(node(key), words.states[state]), ...(partWords === null ? [] : [partWords])];
        return (
          <Entity key={key} entityKey={key} area={area} className="sequence-head" label={label.join(' ')} title={partWords === null ? node(key) : [words.line(node(key)), partWords].join(' ')} selected={selected === key} focused={focus.has(key)} state={{ status: state, part }}>
            <span>{title}</span>
          </Entity>
        );
      })}
    </div>
  );
}

/** Whether its process is gone or stands still at the present moment; null while it runs. */
function stateOf(frame: Frame | null, name: string): 'gone' | 'paused' | null {
  if (frame === null) return null;
  const isIt = (view: { readonly node: string }): boolean => view.node === name;
  const found: { readonly state?: string; readonly status?: string } | undefined =
    frame.brokers.find(isIt) ?? frame.controllers.find(isIt) ?? frame.producers.find(isIt) ?? frame.consumers.find(isIt);
  const state = found?.state ?? found?.status ?? '';
  return state === 'dead' || state === 'closed' ? 'gone' : state === 'paused' ? 'paused' : null;
}
