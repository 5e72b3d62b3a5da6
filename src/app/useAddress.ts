import { useEffect, useRef } from 'react';
import { useAppState } from '../components/simulatorContext.tsx';
import { addressOf } from './address.ts';
import { isLink } from './start.ts';

/** The page's address and title name what is running, so that it can be bookmarked and loaded again. A link stays until something else is opened. */
export function useAddress(): void {
  const link = useRef(isLink(window.location.hash));
  const title = useAppState(({ run }) => run?.title ?? null);
  const scenario = useAppState(({ source }) => (source?.kind === 'library' ? source.id : null));
  useEffect(() => {
    if (title === null) return;
    document.title = `${title} - The Commit Log`;
    if (link.current) {
      link.current = false;
      return;
    }
    const { pathname, search } = window.location;
    const next = addressOf(scenario, search);
    if (next !== search) history.replaceState(null, '', `${pathname}${next}`);
  }, [title, scenario]);
}
