import type { ReactNode } from 'react';
import { Said } from '../format/Said.tsx';
import { useAppState } from '../simulatorContext.tsx';
import * as words from '../../words/guarantees/standing.ts';
import { standings } from './standing.ts';
import '../styles/guarantees.css';

/** Over a cluster that has rules of an earlier Kafka: which, and what they have broken so far. */
export function HistoryNote(): ReactNode {
  const history = useAppState(({ run }) => run?.history ?? NONE);
  const broken = useAppState((state) => state.broken);
  const list = useAppState(({ run }) => run?.guarantees ?? NONE);
  if (history.length === 0) return null;
  const names = standings(list, broken).flatMap(({ info, broken: breach }) => (breach === null ? [] : [words.guarantee(info.title, info.code)]));
  return (
    <p className="history-note" data-broken={names.length > 0}>
      <Said words={words.rules} parts={{ history: <strong>{words.history}</strong>, rules: history.join('; ') }} />{' '}
      {names.length > 0 && (
        <span className="history-broken">
          {names.length > 2 ? words.brokenByAndMore(names.slice(0, 2).join(', '), names.length - 2) : words.brokenBy(names.join(', '))}
        </span>
      )}
    </p>
  );
}

const NONE: readonly never[] = [];
