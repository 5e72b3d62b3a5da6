import type { Page } from '@playwright/test';
import { LENSES, type Lens } from '../../src/base/lens.ts';
import { idle } from './app.ts';
import { expect } from './test.ts';

/** Looks at the same moment through another lens, and waits until that has all it shows. */
export async function lookThrough(page: Page, lens: Lens): Promise<void> {
  await page.keyboard.press(String(LENSES.indexOf(lens) + 1));
  await expect(page.locator('.stage')).toHaveAttribute('data-lens', lens);
  await expect(page.locator('.stage [aria-busy="true"]')).toHaveCount(0);
  await page.waitForFunction(() => {
    const { lens: shown, lookedAt, detail, measured, knownTo, sequence } = window.__commitLog.state();
    if (shown === 'metrics') return measured !== null && measured.isComplete && measured.measuredTo >= Math.floor(knownTo / 500_000) * 500_000;
    if (shown === 'sequence') return sequence !== null;
    return lookedAt === null || detail?.kind === lookedAt.kind;
  });
  await idle(page);
}
