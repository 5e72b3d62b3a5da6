import { LENSES } from '../../base/lens.ts';
import { MESSAGE_KINDS } from '../../base/messageKinds.ts';
import type { AppActions, AppState } from '../../store/state.ts';
import { kinds } from '../../words/stage.ts';
import * as words from '../../words/palette.ts';
import * as shellWords from '../../words/shell.ts';
import { startAgain } from '../../words/transport.ts';
import * as keyWords from '../../words/shortcuts.ts';
import { GUARANTEES } from '../guarantees/standing.ts';
import type { DialogName } from '../shell/dialogContext.ts';
import { LENS_VIEWS } from '../stage/lenses.ts';
import { speedName, SPEEDS } from '../transport/speeds.ts';
import type { PaletteItem } from './paletteItem.ts';

/** What can be done to the run as a whole and to the page. */
export function pageItems(state: AppState, actions: AppActions, open: (name: DialogName) => void): PaletteItem[] {
  return [...timeItems(state, actions), ...lensItems(state, actions), ...dialogItems(state, actions, open), ...settingItems(state, actions)];
}

function item(shelf: string, name: string, act: () => void, keys?: string): PaletteItem {
  return { id: name, words: name, shelf, act, ...(keys === undefined ? {} : { keys }) };
}

function timeItems({ playing, timeline }: AppState, actions: AppActions): PaletteItem[] {
  const time = (name: string, act: () => void, keys?: string): PaletteItem => item(words.time, name, act, keys);
  return [
    time(playing ? words.pause : words.play, () => actions.togglePlay(), keyWords.spaceKey),
    time(keyWords.oneEventOn, () => actions.stepEvent(), '.'),
    time(keyWords.toNextNotable, () => actions.stepNotable(), 'n'),
    time(keyWords.oneEventBack, () => actions.stepBackEvent(), ','),
    time(words.backToLastNotable, () => actions.stepBackNotable(), 'p'),
    time(words.backToBeginning, () => actions.seekTo(0)),
    time(keyWords.bookmarkThis, () => actions.addBookmark(), 'b'),
    time(startAgain, () => actions.restart(), keyWords.restartKeys),
    ...(timeline === null || timeline.undo === null ? [] : [time(words.takeBack(timeline.undo), () => actions.undo(), keyWords.undoKeys)]),
    ...(timeline === null || timeline.redo === null ? [] : [time(words.doAgain(timeline.redo), () => actions.redo(), keyWords.redoKeys)]),
    ...(['auto', ...SPEEDS] as const).map((speed) => time(words.speedIs(speedName(speed)), () => actions.setSpeed(speed))),
  ];
}

function lensItems({ lens: chosen }: AppState, actions: AppActions): PaletteItem[] {
  return LENS_VIEWS.filter(({ lens }) => lens !== chosen).map(({ lens, title, about }) => ({
    ...item(words.lens, words.lookThrough(title), () => actions.setLens(lens), String(LENSES.indexOf(lens) + 1)),
    about,
  }));
}

function dialogItems({ run, source, failure }: AppState, actions: AppActions, open: (name: DialogName) => void): PaletteItem[] {
  const page = (name: string, act: () => void, keys?: string): PaletteItem => item(words.page, name, act, keys);
  return [
    page(shellWords.chooseScenario, () => open('scenarios')),
    page(words.buildCluster, () => open('build')),
    ...(run === null ? [] : [page(words.addThing, () => open('add'))]),
    ...(run === null || failure !== null ? [] : [page(words.compareRuns, () => open('compare')), page(words.shareRun, () => open('share')), page(words.readAsText, () => open('transcript'))]),
    ...(source?.kind === 'library' ? [page(words.embedInArticle, () => open('embed'))] : []),
    page(words.guarantees, () => actions.select(GUARANTEES)),
    ...(run === null ? [] : [page(words.howToRead, () => open('key'))]),
    page(words.glossary, () => open('glossary')),
    page(shellWords.keyboardShortcuts, () => open('keys'), '?'),
  ];
}

function settingItems({ shownKinds, showInternalTopics, theme }: AppState, actions: AppActions): PaletteItem[] {
  const set = (name: string, act: () => void): PaletteItem => item(words.settings, name, act);
  return [
    ...MESSAGE_KINDS.map((kind) => {
      const isShown = shownKinds.includes(kind);
      return { ...set(isShown ? words.hideMessages(kinds[kind].title) : words.showMessages(kinds[kind].title), () => actions.setKindShown(kind, !isShown)), about: kinds[kind].about };
    }),
    set(showInternalTopics ? words.hideInternalTopics : words.showInternalTopics, () => actions.setShowInternalTopics(!showInternalTopics)),
    ...(['light', 'dark', 'auto'] as const).filter((each) => each !== theme).map((each) => set(shellWords.themeIs(shellWords.themes[each]), () => actions.setTheme(each))),
  ];
}
