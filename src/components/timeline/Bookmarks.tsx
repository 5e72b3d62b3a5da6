import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import type { BookmarkView } from '../../store/facts.ts';
import * as words from '../../words/timeline.ts';
import { Icon } from '../shell/Icon.tsx';
import { useSimulator } from '../simulatorContext.tsx';
import { bookmarkPlaces, type BookmarkPlace } from './bookmarkPlaces.ts';

export const BOOKMARKS_HEIGHT = 24;

interface BookmarksProps {
  readonly bookmarks: readonly BookmarkView[];
  readonly x: (time: TimeUs) => number;
  readonly top: number;
  readonly width: number;
}

/** Moments to be found again, each where it is in time: a press leads there, and a menu renames or removes it. */
export function Bookmarks({ bookmarks, x, top, width }: BookmarksProps): ReactNode {
  const [editing, setEditing] = useState<number | null>(null);
  const places = bookmarkPlaces(bookmarks.map(({ at }) => x(at)), width);
  return (
    <ul className="bookmarks" aria-label={words.bookmarks} style={{ top }}>
      {bookmarks.map((bookmark, index) =>
        bookmark.id === editing ? (
          <BookmarkEditor key={bookmark.id} bookmark={bookmark} onDone={() => setEditing(null)} />
        ) : (
          <BookmarkFlag key={bookmark.id} bookmark={bookmark} place={places[index]} onEdit={() => setEditing(bookmark.id)} />
        ),
      )}
    </ul>
  );
}

interface BookmarkFlagProps {
  readonly bookmark: BookmarkView;
  readonly place: BookmarkPlace | undefined;
  readonly onEdit: () => void;
}

function BookmarkFlag({ bookmark, place, onEdit }: BookmarkFlagProps): ReactNode {
  const { actions } = useSimulator();
  const { id, name, at } = bookmark;
  if (place === undefined) return null;
  return (
    <li className="bookmark" data-bookmark={id} data-named={place.named} style={{ left: place.left, width: place.width }}>
      <button type="button" className="bookmark-name" data-at={at} aria-label={words.goToBookmark(name)} title={words.goToBookmarkTip(name)} onClick={() => actions.goToBookmark(bookmark)} onDoubleClick={onEdit}>
        <Icon name="bookmark" />
        {place.named && <span>{name}</span>}
      </button>
      <button type="button" className="branch-more" aria-label={words.changeBookmark(name)} onClick={onEdit}>
        <Icon name="more" />
      </button>
    </li>
  );
}

interface BookmarkEditorProps {
  readonly bookmark: BookmarkView;
  readonly onDone: () => void;
}

/** In place of the flag: another name, or the end of it. */
function BookmarkEditor({ bookmark, onDone }: BookmarkEditorProps): ReactNode {
  const { actions } = useSimulator();
  const [name, setName] = useState(bookmark.name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') actions.renameBookmark(bookmark.id, name);
    onDone();
  };
  return (
    <li className="branch-edit">
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
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <input aria-label={words.nameOfBookmark} value={name} maxLength={60} autoFocus onFocus={({ target }) => target.select()} onChange={({ target }) => setName(target.value)} />
        <button type="submit" className="button">
          {words.rename}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            actions.removeBookmark(bookmark.id);
            onDone();
          }}
        >
          {words.remove}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {words.cancel}
        </button>
      </form>
    </li>
  );
}
