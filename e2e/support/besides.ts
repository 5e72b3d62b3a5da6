import type { Page } from '@playwright/test';
import { idle } from './app.ts';
import { lookThrough } from './lenses.ts';
import { expect } from './test.ts';
import { choose, compareWith, embedView, openByCommand, openedView, type View } from './views.ts';

/** What lies over the page, beside the picture, or is not the whole page: pictures of it are for looking at. */
export const BESIDES: readonly View[] = [
  openedView('comparison-1440-light', 'leader dead', 1440, 'light', (page) => compareWith(page, /^acks=1/)),
  openedView('comparison-390-dark', 'leader dead', 390, 'dark', (page) => compareWith(page, /^acks=1/)),
  openedView('comparison-inspector-1024-light', 'leader dead', 1024, 'light', async (page) => {
    await compareWith(page, /^acks=1/);
    await page.locator('.entity[data-key="broker-2"]').first().click({ position: { x: 14, y: 9 } });
    await idle(page);
  }),
  openedView('inspector-broker-1440-light', 'leader dead', 1440, 'light', (page) => choose(page, 'broker-2')),
  openedView('inspector-replica-1440-dark', 'leader dead', 1440, 'dark', (page) => choose(page, '2/orders-1')),
  openedView('record-followed-1440-light', 'healthy', 1440, 'light', followRecord),
  openedView('why-1440-light', 'leader dead', 1440, 'light', askWhy),
  openedView('context-menu-1440-light', 'leader dead', 1440, 'light', openMenu),
  openedView('dialog-build-1024-light', 'healthy', 1024, 'light', (page) => openByCommand(page, 'build a cluster', 'Build a cluster')),
  openedView('dialog-build-390-dark', 'healthy', 390, 'dark', (page) => openByCommand(page, 'build a cluster', 'Build a cluster')),
  openedView('dialog-add-1024-dark', 'healthy', 1024, 'dark', (page) => openWithButton(page, 'Add', 'Add to the cluster')),
  openedView('dialog-share-1024-light', 'leader dead', 1024, 'light', (page) => openWithButton(page, 'Share', 'Share this moment')),
  openedView('dialog-compare-1024-light', 'leader dead', 1024, 'light', (page) => openWithButton(page, 'Compare', 'Compare this run with')),
  openedView('dialog-keys-1024-light', 'leader dead', 1024, 'light', (page) => openWithButton(page, 'Keyboard shortcuts', 'Keyboard')),
  openedView('dialog-glossary-1024-light', 'leader dead', 1024, 'light', (page) => openByCommand(page, 'glossary', 'Glossary')),
  openedView('dialog-transcript-1440-dark', 'leader dead', 1440, 'dark', (page) => openWithButton(page, 'Transcript', 'Transcript')),
  openedView('dialog-scenarios-1024-light', 'healthy', 1024, 'light', openScenarios),
  openedView('dialog-scenarios-390-light', 'healthy', 390, 'light', openScenarios),
  openedView('commands-1024-light', 'leader dead', 1024, 'light', searchCommands),
  embedView('embed-cluster-760-light', 'cluster', 'light'),
  embedView('embed-partitions-760-light', 'partitions', 'light'),
  embedView('embed-groups-760-dark', 'groups', 'dark'),
];

async function openWithButton(page: Page, button: string, dialog: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
}

async function openScenarios(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Scenario' }).getByRole('button').click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function searchCommands(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('broker 2');
}

async function openMenu(page: Page): Promise<void> {
  await page.locator('.entity[data-key="broker-3"]').click({ button: 'right', position: { x: 60, y: 9 } });
  await expect(page.getByRole('menu')).toBeVisible();
}

async function followRecord(page: Page): Promise<void> {
  await lookThrough(page, 'partitions');
  await page.locator('.record[data-record^="3/orders-2@"]').first().click();
  await expect(page.locator('.life li').first()).toBeVisible();
  await idle(page);
}

async function askWhy(page: Page): Promise<void> {
  await page.locator('.event[data-type="NodeKilled"]').getByRole('button', { name: /^Why/ }).click();
  await expect(page.locator('.why-causes')).toBeVisible();
}
