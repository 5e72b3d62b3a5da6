import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import * as words from '../../words/timeline.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { Icon } from '../shell/Icon.tsx';
import type { Track } from './branchLayout.ts';

const KNOT = 3.5;
const BEND = 6;

/** The lines of the branches, each joined to what it grew from. */
export function BranchLines({ tracks }: { readonly tracks: readonly Track[] }): ReactNode {
  return (
    <g className="branch-lines">
      {tracks.map(({ branch, isCurrent, y, from, to, joinsAt }) => (
        <g key={branch.id} data-current={isCurrent}>
          {joinsAt !== null && <path d={`M${from - BEND} ${joinsAt}Q${from} ${joinsAt} ${from} ${joinsAt + BEND}V${y}`} />}
          <line x1={from} x2={Math.max(to, from + 2)} y1={y} y2={y} />
          <circle cx={from} cy={y} r={KNOT} />
        </g>
      ))}
    </g>
  );
}

interface BranchNamesProps {
  readonly tracks: readonly Track[];
  readonly top: number;
  readonly width: number;
}

/** The names of the branches: a press shows that future, and a menu renames or deletes it. */
export function BranchNames({ tracks, top, width }: BranchNamesProps): ReactNode {
  const [editing, setEditing] = useState<number | null>(null);
  return (
    <ul className="branches" aria-label={words.futures} style={{ top }}>
      {tracks.map((track) =>
        track.branch.id === editing ? (
          <BranchEditor key={track.branch.id} track={track} onDone={() => setEditing(null)} />
        ) : (
          <BranchName key={track.branch.id} track={track} width={width} onEdit={() => setEditing(track.branch.id)} />
        ),
      )}
    </ul>
  );
}

interface BranchNameProps {
  readonly track: Track;
  readonly width: number;
  readonly onEdit: () => void;
}

function BranchName({ track, width, onEdit }: BranchNameProps): ReactNode {
  const { actions } = useSimulator();
  const { branch, isCurrent, top, name } = track;
  const place = name.side === 'after' ? { left: name.x, maxWidth: width - name.x } : { right: width - name.x, maxWidth: name.x };
  return (
    <li className="branch" data-branch={branch.id} data-current={isCurrent} style={{ top, ...place }}>
      <button
        type="button"
        className="branch-name"
        aria-current={isCurrent}
        title={isCurrent ? words.futureShown : words.showFuture(branch.name)}
        onClick={() => actions.switchBranch(branch.id)}
      >
        {branch.name}
      </button>
      <button type="button" className="branch-more" aria-label={words.changeFuture(branch.name)} onClick={onEdit}>
        <Icon name="more" />
      </button>
    </li>
  );
}

interface BranchEditorProps {
  readonly track: Track;
  readonly onDone: () => void;
}

/** In place of the name: another one, or the end of the branch, which is asked for twice. */
function BranchEditor({ track, onDone }: BranchEditorProps): ReactNode {
  const { actions } = useSimulator();
  const { branch, top } = track;
  const [name, setName] = useState(branch.name);
  const [deleting, setDeleting] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (deleting) actions.deleteBranch(branch.id);
    else if (name.trim() !== '') actions.renameBranch(branch.id, name);
    onDone();
  };
  return (
    <li className="branch-edit" style={{ top }}>
      {/* Escape leaves whatever in the form has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone();
        }}
      >
        {deleting ? (
          <span className="branch-question">{words.reallyDelete(branch.name)}</span>
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          <input aria-label={words.nameOfFuture} value={name} maxLength={60} autoFocus onFocus={({ target }) => target.select()} onChange={({ target }) => setName(target.value)} />
        )}
        <button type="submit" className="button" data-danger={deleting ? '' : undefined}>
          {deleting ? words.deleteIt : words.rename}
        </button>
        {!deleting && branch.parent !== null && (
          <button type="button" className="button" onClick={() => setDeleting(true)}>
            {words.askToDelete}
          </button>
        )}
        <button type="button" className="button" onClick={onDone}>
          {deleting ? words.keepIt : words.cancel}
        </button>
      </form>
    </li>
  );
}
