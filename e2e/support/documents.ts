import type { Page } from '@playwright/test';

/** A small cluster in which nothing happens but one record now and then. */
export const QUIET_DOCUMENT = {
  v: 1,
  id: 'quiet',
  title: 'Quiet',
  seed: 5,
  cluster: { brokers: 1, controllers: 1, topics: [{ name: 'news', partitions: 1, replicationFactor: 1 }] },
  producers: [{ id: 'press', topic: 'news', rate: 0.2, valueBytes: 100, config: { acks: 'all' } }],
} as const;

/** A document of a reader's own: not a built-in one, and with a fault in its script. */
export const OWN_DOCUMENT = {
  v: 1,
  id: 'own',
  title: 'A document of my own',
  seed: 11,
  cluster: {
    brokers: 4,
    controllers: 3,
    topics: [{ name: 'clicks', partitions: 4, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }],
    network: { latency: '2ms', jitter: '500us' },
  },
  producers: [{ id: 'web', topic: 'clicks', rate: 20, valueBytes: 300, keys: ['a', 'b', 'c'], config: { acks: 'all' } }],
  consumers: [{ id: 'reader', group: 'counts', topics: ['clicks'], config: { 'auto.offset.reset': 'earliest' } }],
  script: [
    { at: '4s', do: { kind: 'killBroker', broker: 2 } },
    { at: '15s', do: { kind: 'restartBroker', broker: 2 } },
  ],
} as const;

/** Opens a document with the button for files. */
export async function openFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** Drops a document on the page, as from a folder on the desk. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([file.text], file.name, { type: 'application/json' }));
      return transfer;
    },
    { name, text },
  );
  const stage = page.locator('.app-stage');
  await stage.dispatchEvent('dragover', { dataTransfer });
  await stage.dispatchEvent('drop', { dataTransfer });
  await dataTransfer.dispose();
}
