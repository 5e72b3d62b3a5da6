import type { Page } from '@playwright/test';
import { playNext } from '../../src/sim/index.ts';
import type { ScenarioTimeline } from '../../src/scenarios/scenarioPlayer.ts';

/** A message by the number that the run gave it, `812: broker-1 > consumer:c1 Fetch response`. */
type MessageLine = string;

/** Messages that came and were taken up after `from`, as their arrows say: from the line at one end to the line at the other. */
export async function readArrows(page: Page, from: number): Promise<readonly MessageLine[]> {
  const lines = await page.evaluate((since) => {
    const lanes = [...document.querySelectorAll<HTMLElement>('.sequence-head')].map((head) => ({ key: head.dataset['key'] ?? '', x: head.offsetLeft + head.offsetWidth / 2 }));
    const laneAt = (x: number): string => lanes.reduce((best, lane) => (Math.abs(lane.x - x) < Math.abs(best.x - x) ? lane : best)).key;
    const taken = new Set(window.__commitLog.state().sequence?.messages.flatMap(({ key, handledAt }) => (handledAt !== null && handledAt > since ? [key] : [])));
    return [...document.querySelectorAll<SVGGElement>('.arrows .arrow[data-fate="handled"]')].flatMap((arrow) => {
      const { message = '', api = '', response } = arrow.dataset;
      const line = arrow.querySelector('.arrow-line');
      if (line === null || !taken.has(message)) return [];
      const [start, end] = ['x1', 'x2'].map((side) => laneAt(Number(line.getAttribute(side))));
      return [`${message.split('.')[0]}: ${start} > ${end} ${api}${response === undefined ? '' : ' response'}`];
    });
  }, from);
  return lines.toSorted();
}

/** The same from a run that is played on until `until` and told of nothing but what was delivered. */
export function expectedArrows(timeline: ScenarioTimeline, until: number): readonly MessageLine[] {
  const lines: MessageLine[] = [];
  const nameOf = (node: number): string => timeline.run.sim.state.nodes[node]?.name ?? '';
  for (let progress = playNext(timeline, until); progress !== null; progress = playNext(timeline, until)) {
    if (progress.event?.kind !== 'deliver') continue;
    const { id, from, to, body } = progress.event.payload;
    lines.push(`${id}: ${nameOf(from)} > ${nameOf(to)} ${body.type === 'response' ? `${body.response.api} response` : body.request.api}`);
  }
  return lines.toSorted();
}
