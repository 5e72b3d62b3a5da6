import { US_PER_SECOND, type TimeUs } from '../../base/flavor.ts';

/** What files of a run begin with: the scenario's id, or the words of the document's title. */
export function fileStem(scenario: string | undefined, title: string): string {
  const words = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return scenario ?? (words === '' ? 'run' : words);
}

/** Of the moment that is saved: `leader-dies-at-7.25s`. */
export function momentFileName(stem: string, at: TimeUs): string {
  return `${stem}-at-${Number((at / US_PER_SECOND).toFixed(3))}s`;
}
