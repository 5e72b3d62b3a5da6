import type { Page } from '@playwright/test';
import type { DrawnLine } from './groups.ts';
import type { DrawnLog } from './logs.ts';
import type { Picture } from './picture.ts';

/** What the lenses say of one moment, each in its own words. */
export interface Said {
  readonly cluster: Picture;
  readonly partitions: readonly DrawnLog[];
  readonly groups: readonly DrawnLine[];
  /** "Lag in all", by group. */
  readonly sums: Readonly<Record<string, string>>;
}

export async function readSums(page: Page): Promise<Said['sums']> {
  const sums = await page.locator('.gpanel').evaluateAll((panels) =>
    (panels as HTMLElement[]).map((panel) => {
      const named = [...panel.querySelectorAll('.gfacts > div')].find((fact) => fact.querySelector('dt')?.textContent === 'Lag in all');
      return [panel.dataset['group'] ?? '', named?.querySelector('dd')?.textContent ?? ''] as const;
    }),
  );
  return Object.fromEntries(sums);
}

/** Where two lenses say different things of the same, or use one word for two: an empty list when they agree. Nothing of the state is looked at. */
export function disagreements({ cluster, partitions, groups, sums }: Said): readonly string[] {
  const wrong: string[] = [];
  const check = (what: string, one: string, other: string): void => {
    if (one !== other) wrong.push(`${what}: ${one}, and ${other}`);
  };
  for (const { partition, groups: readings } of partitions) {
    for (const { group, words } of readings) {
      for (const line of groups.filter((each) => each.group === group && each.partition === partition)) {
        check(`${group}, ${partition}, committed in partitions and in groups`, /committed (\d+)/.exec(words)?.[1] ?? '–', line.committed);
        check(`${group}, ${partition}, lag in partitions and in groups`, /lag (\d+)/.exec(words)?.[1] ?? '–', line.lag);
      }
    }
  }
  for (const [key, { data, text }] of Object.entries(cluster.things)) {
    const lines = groups.filter(({ group, holder, position }) => `consumer:${holder}` === key && group === data['group'] && position !== '–');
    if (data['state'] !== 'stable') continue;
    const known = lines.filter(({ highWatermark }) => highWatermark !== '–');
    const toRead = known.reduce((sum, { highWatermark, position }) => sum + Math.max(0, Number(highWatermark) - Number(position)), 0);
    if (text.includes(' to read')) check(`${key}, what is to read in the cluster and in groups`, /(\d+|\?) to read/.exec(text)?.[1] ?? '', known.length === 0 ? '?' : String(toRead));
    for (const { partition, position } of lines) {
      const said = new RegExp(`${partition} (\\d+)`).exec(text)?.[1];
      if (said !== undefined) check(`${key}, ${partition}, position in the cluster and in groups`, said, position);
    }
    if (/\blag\b/i.test(text)) wrong.push(`${key}: a consumer has no lag, its group has: ${text}`);
  }
  for (const [group, said] of Object.entries(sums)) {
    // With two readers a partition has two lines.
    const lags = new Map(groups.filter((line) => line.group === group && line.lag !== '–').map(({ partition, lag }) => [partition, Number(lag)]));
    if (lags.size === 0) check(`${group}, lag in all, with none known`, String(/^\d/.test(said)), 'false');
    else check(`${group}, lag in all and the lines under it`, /^[\d,]+/.exec(said)?.[0].replaceAll(',', '') ?? said, String([...lags.values()].reduce((sum, lag) => sum + lag, 0)));
  }
  return wrong;
}
