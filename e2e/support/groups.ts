import type { Page } from '@playwright/test';
import type { GroupDetail } from '../../src/protocol/groupsDetail.ts';

/** A line of the groups lens, in its words: with whom a partition is, and its numbers. */
export interface DrawnLine {
  readonly group: string;
  readonly partition: string;
  /** The name on the card beside it. */
  readonly holder: string;
  readonly committed: string;
  readonly position: string;
  readonly highWatermark: string;
  readonly lag: string;
  readonly leader: string;
}

/** All lines of all groups as they can be read. */
export async function readGroupLines(page: Page): Promise<readonly DrawnLine[]> {
  const lines = await page.locator('.gline').evaluateAll((all) =>
    all.map((line) => {
      const text = (selector: string): string => line.querySelector(selector)?.textContent ?? '';
      const [committed = '', position = '', highWatermark = ''] = [...line.querySelectorAll('.gline-figure')].map((figure) => figure.lastChild?.textContent ?? '');
      return {
        group: line.closest<HTMLElement>('.gpanel')?.dataset['group'] ?? '',
        partition: text('.gline-name'),
        holder: line.closest('.glane')?.querySelector('.card-name, .gnobody strong')?.textContent ?? '',
        committed,
        position,
        highWatermark,
        lag: line.querySelector('.gline-lag')?.lastChild?.textContent ?? '',
        leader: text('.gline-leader'),
      };
    }),
  );
  return lines.toSorted(byText);
}

/** The same from the state: a partition is with each process that reads it, else with the member that it was given to and that has not given it up, else with nobody. */
export function expectedGroupLines(groups: readonly GroupDetail[]): readonly DrawnLine[] {
  const lines = groups.flatMap(({ group, state, members, partitions }) =>
    partitions.flatMap(({ key, committed, highWatermark, readers, assigned, leader, leaderStatus, lag }): DrawnLine[] => {
      const line = (holder: string, position: number): DrawnLine => ({
        group,
        partition: key,
        holder,
        committed: figure(committed),
        position: figure(position),
        highWatermark: figure(highWatermark),
        lag: figure(lag),
        leader: leaderStatus === null ? 'no leader' : leaderStatus === 'running' ? `broker ${leader}` : `broker ${leader}, ${leaderStatus}`,
      });
      if (readers.length > 0) return readers.map(({ consumer, position }) => line(consumer.replace('consumer:', ''), position));
      const member = members.find(({ memberId }) => memberId === assigned);
      return [line(member === undefined || member.step === 'joined' || state === 'CompletingRebalance' ? 'Nobody' : member.client, -1)];
    }),
  );
  return lines.toSorted(byText);
}

function figure(value: number): string {
  return value < 0 ? '–' : String(value);
}

function byText(one: DrawnLine, other: DrawnLine): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
