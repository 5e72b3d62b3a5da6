import type { ReactNode } from 'react';
import { useAppState } from '../simulatorContext.tsx';
import { standings } from './standing.ts';
import '../styles/guarantees.css';

/** Over a cluster that has rules of an earlier Kafka: which, and what they have broken so far. */
export function HistoryNote(): ReactNode {
  const history = useAppState(({ run }) => run?.history ?? NONE);
  const broken = useAppState((state) => state.broken);
  const list = useAppState(({ run }) => run?.guarantees ?? NONE);
  if (history.length === 0) return null;
  const names = standings(list, broken).flatMap(({ info, broken: breach }) => (breach === null ? [] : [`${info.title} (${info.code})`]));
  return (
    <p className="history-note" data-broken={names.length > 0}>
      <strong>History:</strong> {history.join('; ')}.{' '}
      {names.length > 0 && (
        <span className="history-broken">
          Broken: {names.slice(0, 2).join(', ')}
          {names.length > 2 && ` and ${names.length - 2} more`}.
        </span>
      )}
    </p>
  );
}

const NONE: readonly never[] = [];
