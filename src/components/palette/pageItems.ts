import { LENSES } from '../../base/lens.ts';
import { MESSAGE_KINDS } from '../../base/messageKinds.ts';
import type { AppActions, AppState } from '../../store/state.ts';
import { GUARANTEES } from '../guarantees/standing.ts';
import type { DialogName } from '../shell/dialogContext.ts';
import { LENS_VIEWS } from '../stage/lenses.ts';
import { speedName, SPEEDS } from '../transport/speeds.ts';
import { KIND_WORDS } from '../stage/kindWords.ts';
import type { PaletteItem } from './paletteItem.ts';

/** What can be done to the run as a whole and to the page. */
export function pageItems(state: AppState, actions: AppActions, open: (name: DialogName) => void): PaletteItem[] {
  return [...timeItems(state, actions), ...lensItems(state, actions), ...dialogItems(state, actions, open), ...settingItems(state, actions)];
}

function item(shelf: string, words: string, act: () => void, keys?: string): PaletteItem {
  return { id: words, words, shelf, act, ...(keys === undefined ? {} : { keys }) };
}

function timeItems({ playing, timeline }: AppState, actions: AppActions): PaletteItem[] {
  const time = (words: string, act: () => void, keys?: string): PaletteItem => item('Time', words, act, keys);
  return [
    time(playing ? 'Pause' : 'Play', () => actions.togglePlay(), 'Space'),
    time('One event on', () => actions.stepEvent(), '.'),
    time('To the next event worth seeing', () => actions.stepNotable(), 'n'),
    time('One event back', () => actions.stepBackEvent(), ','),
    time('Back to the last event worth seeing', () => actions.stepBackNotable(), 'p'),
    time('Back to the beginning', () => actions.seekTo(0)),
    time('Bookmark this moment', () => actions.addBookmark(), 'b'),
    time('Start the run again', () => actions.restart(), 'Shift R'),
    ...(timeline === null || timeline.undo === null ? [] : [time(`Take back: ${timeline.undo}`, () => actions.undo(), 'Ctrl Z')]),
    ...(timeline === null || timeline.redo === null ? [] : [time(`Do again: ${timeline.redo}`, () => actions.redo(), 'Ctrl Shift Z')]),
    ...(['auto', ...SPEEDS] as const).map((speed) => time(`Speed: ${speedName(speed)}`, () => actions.setSpeed(speed))),
  ];
}

function lensItems({ lens: chosen }: AppState, actions: AppActions): PaletteItem[] {
  return LENS_VIEWS.filter(({ lens }) => lens !== chosen).map(({ lens, title, about }) => ({
    ...item('Lens', `Look through ${title}`, () => actions.setLens(lens), String(LENSES.indexOf(lens) + 1)),
    about,
  }));
}

function dialogItems({ run, source, failure }: AppState, actions: AppActions, open: (name: DialogName) => void): PaletteItem[] {
  const page = (words: string, act: () => void, keys?: string): PaletteItem => item('Page', words, act, keys);
  return [
    page('Choose a scenario', () => open('scenarios')),
    page('Build a cluster of your own', () => open('build')),
    ...(run === null ? [] : [page('Add a broker, topic, producer or consumer', () => open('add'))]),
    ...(run === null || failure !== null ? [] : [page('Compare with another run', () => open('compare')), page('Share, save or export this run', () => open('share')), page('Read this run as text', () => open('transcript'))]),
    ...(source?.kind === 'library' ? [page('Embed this scenario in an article', () => open('embed'))] : []),
    page('Guarantees', () => actions.select(GUARANTEES)),
    page('Glossary', () => open('glossary')),
    page('Keyboard shortcuts', () => open('keys'), '?'),
  ];
}

function settingItems({ shownKinds, showInternalTopics, theme }: AppState, actions: AppActions): PaletteItem[] {
  const set = (words: string, act: () => void): PaletteItem => item('Settings', words, act);
  return [
    ...MESSAGE_KINDS.map((kind) => {
      const isShown = shownKinds.includes(kind);
      return { ...set(`${isShown ? 'Hide' : 'Show'} messages: ${KIND_WORDS[kind].title.toLowerCase()}`, () => actions.setKindShown(kind, !isShown)), about: KIND_WORDS[kind].about };
    }),
    set(showInternalTopics ? 'Hide internal topics' : 'Show internal topics', () => actions.setShowInternalTopics(!showInternalTopics)),
    ...(['light', 'dark', 'auto'] as const).filter((each) => each !== theme).map((each) => set(`Theme: ${each}`, () => actions.setTheme(each))),
  ];
}
