import type { ReactNode } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import * as words from '../../words/guarantees/standing.ts';
import { GUARANTEES, brokenCount } from './standing.ts';
import '../styles/guarantees.css';

/** Whether Kafka's guarantees hold, at a glance; opens the list of them. */
export function GuaranteesButton(): ReactNode {
  const { actions } = useSimulator();
  const known = useAppState(({ run }) => run?.guarantees.length ?? 0);
  const broken = useAppState((state) => brokenCount(state.broken));
  const isOpen = useAppState(({ selected }) => selected === GUARANTEES);
  if (known === 0) return null;
  const state = broken === 0 ? words.allHold : words.broken(broken);
  return (
    <button
      type="button"
      className="button guarantees-button"
      data-broken={broken > 0}
      aria-pressed={isOpen}
      aria-label={words.guaranteesAre(state)}
      onClick={() => actions.select(isOpen ? null : GUARANTEES)}
    >
      <Icon name={broken === 0 ? 'check' : 'close'} />
      <span className="guarantees-word">{words.guarantees}</span> <span>{state}</span>
    </button>
  );
}
