import { useEffect, useMemo } from 'react';
import type { Offer } from '../../store/facts.ts';
import type { AppActions, AppState } from '../../store/state.ts';
import * as words from '../../words/palette.ts';
import { useOpenDialog, type DialogName } from '../shell/dialogContext.ts';
import { useLibrary } from '../shell/useLibrary.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { pageItems } from './pageItems.ts';
import type { PaletteItem } from './paletteItem.ts';

/** Everything that can be done now: to the page, to each thing of the cluster, and which scenarios there are. `onDone` closes the list. */
export function usePaletteItems(onDone: () => void): readonly PaletteItem[] {
  const { actions, store } = useSimulator();
  const open = useOpenDialog();
  const offers = useAppState((state) => state.offers);
  const library = useLibrary();
  useEffect(() => actions.readOffers(), [actions]);
  return useMemo(() => {
    const state = store.getState();
    const openOther = (name: DialogName): void => open(name);
    const items = [
      ...thingItems(offers ?? [], state.selected, actions),
      ...pageItems(state, actions, openOther),
      ...scenarioItems(library, actions),
    ];
    return items.map((item) => ({ ...item, act: () => (onDone(), item.act()) }));
  }, [actions, store, open, offers, library, onDone]);
}

/** What is selected comes first. */
function thingItems(offers: readonly Offer[], selected: string | null, actions: AppActions): PaletteItem[] {
  const order = [...offers.filter(({ target }) => target === selected), ...offers.filter(({ target }) => target !== selected)];
  const select = order.map(({ target, title }): PaletteItem => ({ id: `select ${target}`, words: words.selectThing(title), shelf: words.select, act: () => actions.select(target) }));
  const act = order.flatMap(({ target, title, actions: list }) =>
    list.map(
      ({ label, effect, command, after, danger }): PaletteItem => ({
        id: `${target} ${label}`,
        words: words.actOn(title, label),
        about: effect,
        shelf: words.actOnCluster,
        isDanger: danger,
        act: () => {
          actions.select(target);
          actions.carryOut({ command, after });
        },
      }),
    ),
  );
  return [...act, ...select];
}

function scenarioItems(library: AppState['library'], actions: AppActions): PaletteItem[] {
  if (library === null || library === 'failed') return [];
  return library.map(({ id, title, summary }) => ({ id: `scenario ${id}`, words: words.openScenario(title), about: summary, shelf: words.scenarios, act: () => actions.openLibrary(id) }));
}
