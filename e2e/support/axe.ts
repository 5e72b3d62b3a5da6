import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong, in sentences; an empty list for a page that is right. `parts` are selectors: nothing outside of them is
 * looked at. Axe works in the page itself, which has no frames, and names what is wrong alone: to find a selector for
 * everything that is right takes it several times as long as to look.
 */
export async function axeFaults(page: Page, parts: readonly string[] = []): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).withTags(RULES);
  for (const part of parts) builder.include(part);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`));
}
