import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { durationText } from '../format/readersNumbers.ts';
import type { Comparison } from '../../store/compare/createComparison.ts';
import type { Choice, TwinSuggestion } from '../../store/compare/comparisonState.ts';
import type { Recorded } from '../../store/createSimulator.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import * as words from '../../words/compare/dialog.ts';
import { OtherSetting } from './OtherSetting.tsx';
import { partsAt } from './partsAt.ts';
import { useChosen, useMaking } from './useChosen.ts';
import '../styles/compareDialog.css';

interface CompareDialogProps {
  readonly onCompare: (comparison: Comparison) => void;
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

/** What the run can be compared with: itself with one thing changed, or another of its futures. Loaded when it is asked for. */
export default function CompareDialog({ onCompare, onLeave, onClose }: CompareDialogProps): ReactNode {
  const recorded = useRecorded();
  const { choose, making } = useChosen(onCompare, onLeave);
  return (
    <Dialog title={words.compareWith} onClose={onClose}>
      <p className="compare-intro">{words.intro}</p>
      {making !== null && <Making making={making} />}
      <BranchList onChoose={choose} />
      {recorded === 'lost' && <p>{words.cannotBeRead}</p>}
      {typeof recorded !== 'string' && (
        <>
          <Suggestions list={recorded.suggestions} onChoose={choose} />
          <OtherSetting settings={recorded.settings} onChoose={choose} />
        </>
      )}
    </Dialog>
  );
}

function useRecorded(): Recorded | 'asking' | 'lost' {
  const simulator = useSimulator();
  const [recorded, setRecorded] = useState<Recorded | 'asking' | 'lost'>('asking');
  useEffect(() => {
    let isWanted = true;
    const tell = (answer: Recorded | null): void => {
      if (isWanted) setRecorded(answer ?? 'lost');
    };
    simulator.record(null).then(tell, () => tell(null));
    return () => {
      isWanted = false;
    };
  }, [simulator]);
  return recorded;
}

/** The other run is computed as far as it is shown, or why it cannot be. */
function Making({ making }: { readonly making: Comparison }): ReactNode {
  const { progress, refusal } = useMaking(making);
  if (refusal.length > 0) {
    return (
      <ul className="compare-refusal" role="alert">
        {refusal.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path !== '' && <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <output className="compare-making">
      {progress === null ? words.computing : words.computingSoFar(durationText(progress.at), durationText(progress.to))}
      <progress max={progress?.to ?? 1} value={progress?.at ?? 0} aria-label={words.computedSoFar} />
    </output>
  );
}

interface ChooseProps {
  readonly onChoose: (choice: Choice) => void;
}

/** The other futures of this run. */
function BranchList({ onChoose }: ChooseProps): ReactNode {
  const simulator = useSimulator();
  const timeline = useAppState((state) => state.timeline);
  const others = timeline?.branches.filter(({ id }) => id !== timeline.current) ?? [];
  const current = timeline?.branches.find(({ id }) => id === timeline.current)?.name ?? '';
  if (others.length === 0) return null;
  const choose = async (id: number, name: string): Promise<void> => {
    const recorded = await simulator.record(id);
    if (recorded !== null) onChoose({ other: { kind: 'run', record: recorded.record }, titles: { left: current, right: name }, branch: id });
  };
  return (
    <section aria-label={words.anotherFuture}>
      <h3 className="shelf">{words.anotherFuture}</h3>
      <ul className="twins">
        {others.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              className="twin"
              onClick={() => {
                choose(id, name).catch(() => undefined);
              }}
            >
              <span className="twin-name">{name}</span>
              <span className="twin-note">{words.partsAt(durationText(partsAt(timeline?.branches ?? [], timeline?.current ?? 0, id)))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Suggestions({ list, onChoose }: ChooseProps & { readonly list: readonly TwinSuggestion[] }): ReactNode {
  const on = (shelf: TwinSuggestion['shelf']): readonly TwinSuggestion[] => list.filter((each) => each.shelf === shelf);
  const history = on('history');
  return (
    <>
      <section aria-label={words.oneThingChanged}>
        <h3 className="shelf">{words.oneThingChanged}</h3>
        <TwinList list={[...on('settings'), ...on('chance')]} onChoose={onChoose} />
      </section>
      {history.length > 0 && (
        <details className="twin-history">
          <summary>{words.earlierRule}</summary>
          <TwinList list={history} onChoose={onChoose} />
        </details>
      )}
    </>
  );
}

function TwinList({ list, onChoose }: ChooseProps & { readonly list: readonly TwinSuggestion[] }): ReactNode {
  return (
    <ul className="twins">
      {list.map(({ change, left, right, meaning }) => (
        <li key={right}>
          <button type="button" className="twin" onClick={() => onChoose({ other: { kind: 'twin', change }, titles: { left, right } })}>
            <span className="twin-name">{right}</span>
            <span className="twin-note">{words.insteadOf(left)}</span>
            {meaning !== null && <span className="twin-meaning">{meaning}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
