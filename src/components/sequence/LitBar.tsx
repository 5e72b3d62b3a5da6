import type { ReactNode } from 'react';
import { logNameOf } from '../../base/logName.ts';
import type { Part } from '../../scene/sequence/partOf.ts';
import { listed } from '../../words/listed.ts';
import * as words from '../../words/sequence/lens.ts';
import { node } from '../../words/sequence/messages.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { clockText } from '../transport/clockText.ts';
import type { Lit } from './items.ts';
import { useParts } from './useParts.ts';
import { bringIntoSight, type ViewHandle } from './viewHandle.ts';

/** What of the diagram is of the thing that is selected, and the way to where that is; nothing where the thing is a line itself. */
export function LitBar({ view, lit }: { readonly view: ViewHandle; readonly lit: Lit | null }): ReactNode {
  const { playhead } = useSimulator();
  const selected = useAppState((state) => state.selected);
  const parts = useParts();
  if (selected === null) return null;
  if (lit?.of === 'life') {
    return (
      <p className="sequence-lit">
        <span>{words.lifeIsLit(selected, whole(clockText(lit.from)), whole(clockText(lit.to)))}</span>
        <button type="button" className="button" onClick={() => bringIntoSight(view, lit, playhead.now())}>
          {words.showItsLife}
        </button>
      </p>
    );
  }
  return parts.size === 0 ? null : (
    <p className="sequence-lit">
      <span>{markedWords(selected, parts)}</span>
    </p>
  );
}

/** A time and its unit are on one line. */
function whole(time: string): string {
  return time.replaceAll(' ', '\u00A0');
}

/** More names than this would fill the line. */
const MOST_NAMES = 6;

function markedWords(selected: string, parts: ReadonlyMap<string, Part>): string {
  const nodesThat = (part: Part): readonly string[] => [...parts].filter(([, one]) => one === part).map(([name]) => node(name));
  const first = (part: Part): string | null => nodesThat(part)[0] ?? null;
  const thing = thingIn(selected);
  const holder = first('copy');
  if (holder !== null) return words.markedCopy(thing, holder);
  if (selected.startsWith('group:')) return words.markedGroup(thing, first('coordinates'), listed(nodesThat('member'), MOST_NAMES));
  return words.markedPartition(thing, first('leads'), listed(nodesThat('follows'), MOST_NAMES));
}

/** How the selected thing is called where it is said what a line has to do with it. */
export function thingIn(selected: string): string {
  return logNameOf(selected)?.name ?? selected.replace(/^group:/, '');
}
