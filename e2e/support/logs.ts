import type { Page } from '@playwright/test';
import type { Frame } from '../../src/protocol/views.ts';

export interface DrawnLog {
  readonly partition: string;
  readonly from: number;
  readonly slots: number;
  readonly copies: readonly { readonly key: string; readonly role: string; readonly hw: number; readonly leo: number; readonly records: readonly { readonly offset: number; readonly hue: number; readonly state: string }[] }[];
  readonly groups: readonly { readonly group: string; readonly positions: readonly number[]; readonly committed: number; readonly lag: number; readonly words: string }[];
}

/** The logs as they are drawn. */
export async function readLogs(page: Page): Promise<readonly DrawnLog[]> {
  return page.locator('.log-block').evaluateAll((blocks) =>
    blocks.map((block) => {
      const dataOf = (element: Element): DOMStringMap => (element as HTMLElement | SVGElement).dataset;
      const all = (selector: string, of: Element = block): Element[] => [...of.querySelectorAll(selector)];
      const { partition = '', from, slots } = dataOf(block);
      return {
        partition,
        from: Number(from),
        slots: Number(slots),
        copies: all('.log-copy').map((copy) => {
          const { key = '', role = '', hw, leo } = dataOf(copy);
          const records = all('.record', copy).map((record) => ({ offset: Number(dataOf(record)['offset']), hue: Number(dataOf(record)['hue']), state: dataOf(record)['state'] ?? '' }));
          return { key, role, hw: Number(hw), leo: Number(leo), records };
        }),
        groups: all('.log-group').map((group) => {
          const { group: name = '', positions = '', committed, lag } = dataOf(group);
          return { group: name, positions: positions === '' ? [] : positions.split(' ').map(Number), committed: Number(committed), lag: Number(lag), words: group.querySelector('.log-label')?.textContent ?? '' };
        }),
      };
    }),
  );
}

/** The same from the frame, of which every copy has its newest records. */
export function expectedLog(frame: Frame, { partition, from, slots }: DrawnLog): Pick<DrawnLog, 'partition' | 'copies'> & { readonly groups: readonly { readonly group: string; readonly positions: readonly number[] }[] } {
  const view = frame.partitions.find(({ key }) => key === partition);
  const isIn = (offset: number): boolean => offset >= from && offset < from + slots;
  const readers = frame.consumers.flatMap(({ group, assigned }) => assigned.filter((at) => `${at.topic}-${at.partition}` === partition && at.position >= 0).map((at) => ({ group, positions: [at.position] })));
  return {
    partition,
    copies: (view?.replicas ?? []).map((broker) => {
      const replica = frame.replicas.find(({ key }) => key === `${broker}/${partition}`);
      if (replica === undefined) throw new Error('the frame has the copy');
      const records = replica.cells.filter(({ offset }) => isIn(offset)).map(({ offset, hue, diverged }) => ({ offset, hue, state: diverged ? 'diverged' : offset < replica.highWatermark ? 'committed' : 'open' }));
      return { key: replica.key, role: replica.role, hw: replica.highWatermark, leo: replica.endOffset, records };
    }),
    groups: readers,
  };
}
