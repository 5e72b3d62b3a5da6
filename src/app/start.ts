import type { Simulator } from '../store/createSimulator.ts';
import { forgetRunOfTab, forgetVisit, lastVisit, runOfTab } from '../store/lastVisit.ts';
import * as words from '../words/app.ts';
import { yourLastVisit } from '../words/run/lastVisit.ts';
import { addressOf, readAddress } from './address.ts';
import { isOwnAddress, writeAddress } from './ownAddress.ts';

/**
 * What the page begins with. Loaded again, or come back to, it is the run of this tab. Else it is the moment of a link, a scenario that
 * the address names, the last visit, or the first scenario.
 */
export function start(simulator: Simulator, { hash, search }: { readonly hash: string; readonly search: string }): void {
  const { scenario, seed, isNamed } = readAddress(search);
  const isBare = !isNamed && !isLink(hash);
  const begin = (): void => {
    forgetRunOfTab();
    if (isLink(hash)) void openLink(simulator, hash.slice(SHARED.length));
    else simulator.actions.openLibrary(scenario, seed);
  };
  const visit = (isOwnAddress() ? runOfTab() : null) ?? (isBare ? lastVisit() : null);
  if (visit === null) begin();
  else openVisit(simulator, visit, begin);
}

const SHARED = '#s=';

export function isLink(hash: string): boolean {
  return hash.startsWith(SHARED);
}

async function openLink(simulator: Simulator, text: string): Promise<void> {
  const { actions, store } = simulator;
  const { readLink } = await import('../store/link/codec.ts');
  const link = await readLink(text);
  if (!link.ok) {
    store.setState({ problems: { title: words.linkNotOpened, list: [{ path: '', message: link.message }] } });
    return;
  }
  actions.openSaved(link.text, words.theLink);
  await simulator.idle();
  leaveLink(simulator);
}

/** Once something is done to its run, the link is not what is shown any more. */
function leaveLink({ store }: Simulator): void {
  const { timeline } = store.getState();
  const unsubscribe = store.subscribe((state) => {
    if (state.timeline === timeline) return;
    unsubscribe();
    if (isLink(window.location.hash)) writeAddress(addressOf(state.source?.kind === 'library' ? state.source.id : null, ''));
  });
}

/** What was kept may be of an older page, or damaged; then the page begins as it does for everybody. */
function openVisit({ actions, store }: Simulator, visit: string, otherwise: () => void): void {
  const unsubscribe = store.subscribe(({ run, problems }) => {
    if (run === null && problems === null) return;
    unsubscribe();
    if (run !== null) return;
    forgetVisit();
    otherwise();
  });
  actions.openSaved(visit, yourLastVisit);
}
