import { useEffect } from 'react';
import { useAppState } from '../components/simulatorContext.tsx';
import * as words from '../words/app.ts';
import { addressOf } from './address.ts';
import { writeAddress } from './ownAddress.ts';
import { isLink } from './start.ts';

/** The page's address and title name what is running, so that it can be bookmarked. A link stays until something is done or opened. */
export function useAddress(): void {
  const title = useAppState(({ run }) => run?.title ?? null);
  const scenario = useAppState(({ source }) => (source?.kind === 'library' ? source.id : null));
  useEffect(() => {
    if (title === null) return;
    document.title = words.pageTitle(title);
    const { search, hash } = window.location;
    writeAddress(isLink(hash) ? `${search}${hash}` : addressOf(scenario, search));
  }, [title, scenario]);
}
