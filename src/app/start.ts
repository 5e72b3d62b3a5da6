import type { Simulator } from '../store/createSimulator.ts';
import { forgetVisit, lastVisit } from '../store/lastVisit.ts';
import { LAST_VISIT } from '../store/savedRuns.ts';
import { readAddress } from './address.ts';

/** What the page begins with: the moment of a link, a scenario that the address names, the last visit, or the first scenario. */
export function start(simulator: Simulator, { hash, search }: { readonly hash: string; readonly search: string }): void {
  if (isLink(hash)) {
    void openLink(simulator, hash.slice(SHARED.length));
    return;
  }
  const { scenario, seed, isNamed } = readAddress(search);
  const visit = isNamed ? null : lastVisit();
  if (visit === null) simulator.actions.openLibrary(scenario, seed);
  else openVisit(simulator, visit, () => simulator.actions.openLibrary(scenario, seed));
}

const SHARED = '#s=';

export function isLink(hash: string): boolean {
  return hash.startsWith(SHARED);
}

async function openLink({ actions, store }: Simulator, text: string): Promise<void> {
  const { readLink } = await import('../store/link/codec.ts');
  const link = await readLink(text);
  if (link.ok) actions.openSaved(link.saved, 'The link');
  else store.setState({ problems: { title: 'The link cannot be opened', list: [{ path: '', message: link.message }] } });
}

/** What was kept may be of an older page, or damaged; then the page begins as it does for everybody. */
function openVisit({ actions, store }: Simulator, visit: unknown, otherwise: () => void): void {
  const unsubscribe = store.subscribe(({ run, problems }) => {
    if (run === null && problems === null) return;
    unsubscribe();
    if (run !== null) return;
    forgetVisit();
    otherwise();
  });
  actions.openSaved(visit, LAST_VISIT);
}
