import { useId } from 'react';
import type { ReactNode } from 'react';
import { nextPitch, PITCH_LEAST, PITCH_MOST } from '../../scene/partitions/logWindow.ts';
import type { KeyFound } from '../../scene/frame.ts';
import type { LogView } from '../../store/state.ts';
import * as words from '../../words/partitions/lens.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Icon } from './Icons.tsx';

const NO_KEYS: readonly string[] = [];
/** Keys need more room than numbers. */
const KEY_PITCH = 64;
const OFFSET_PITCH = 28;

/** What the logs show, how large, and the key whose records are to be lit. */
export function LogTools({ view, found }: { readonly view: LogView; readonly found: KeyFound | null }): ReactNode {
  const { actions } = useSimulator();
  const zoom = (direction: 1 | -1) => () => actions.setLogView({ pitch: nextPitch(view.pitch, direction) });
  const setCells = (cells: LogView['cells']): void => actions.setLogView({ cells, pitch: cells === 'key' ? KEY_PITCH : view.cells === 'key' ? OFFSET_PITCH : view.pitch });
  return (
    <div className="log-tools">
      <KeySearch found={found} />
      <span className="log-zoom">
        <button type="button" className="button icon-button" aria-label={words.moreOffsets} title={words.moreOffsets} disabled={view.pitch <= PITCH_LEAST} onClick={zoom(-1)}>
          <Icon name="out" />
        </button>
        <button type="button" className="button icon-button" aria-label={words.fewerOffsets} title={words.fewerOffsets} disabled={view.pitch >= PITCH_MOST} onClick={zoom(1)}>
          <Icon name="in" />
        </button>
      </span>
      <label className="log-cells">
        {words.cellsShow}
        <select value={view.cells} onChange={(event) => setCells(event.target.value as LogView['cells'])}>
          <option value="offset">{words.cells.offset}</option>
          <option value="key">{words.cells.key}</option>
          <option value="sequence">{words.cells.sequence}</option>
        </select>
      </label>
      <label>
        <input type="checkbox" checked={view.batches} onChange={(event) => actions.setLogView({ batches: event.target.checked })} />
        {words.batches}
      </label>
      <label>
        <input type="checkbox" checked={view.segments} onChange={(event) => actions.setLogView({ segments: event.target.checked })} />
        {words.segments}
      </label>
    </div>
  );
}

function KeySearch({ found }: { readonly found: KeyFound | null }): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const keys = useAppState(({ run }) => run?.keys ?? NO_KEYS);
  const highlightKey = useAppState((state) => state.highlightKey);
  return (
    <span className="log-search">
      <label htmlFor={`${id}-key`}>{words.key}</label>
      <input
        id={`${id}-key`}
        type="text"
        list={`${id}-keys`}
        placeholder={words.anyKey}
        autoComplete="off"
        spellCheck={false}
        value={highlightKey ?? ''}
        onChange={(event) => actions.highlight(event.target.value === '' ? null : event.target.value)}
      />
      <datalist id={`${id}-keys`}>
        {keys.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </datalist>
      {highlightKey !== null && (
        <>
          <button type="button" className="log-clear" aria-label={words.lightNoKey} onClick={() => actions.highlight(null)}>
            <Icon name="clear" />
          </button>
          <span className="log-found">{foundWords(found, highlightKey)}</span>
        </>
      )}
    </span>
  );
}

function foundWords(found: KeyFound | null, key: string): string {
  if (found?.key !== key) return '';
  return found.total === 0 ? words.noRecord : words.foundIn(found.total, found.places.length);
}
