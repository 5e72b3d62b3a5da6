import type { MessageKind } from '../base/messageKinds.ts';

/** Above the picture: the choice of a lens, and what is drawn. */

/** Opens the key of the picture. */
export { howToRead } from './inspector/pictureKey.ts';

export const lens = 'Lens';
/** The tip of a lens's tab: what it answers, and its key. */
export const lensTip = (about: string, key: number): string => `${about} (key ${key})`;
export const lensMissing = 'This lens could not be fetched from the server. The run goes on; look through another lens, or load the page again.';

/** The key whose records are lit, and the tip of the button that puts the light out. */
export const litKey = (key: string): string => `key ${key}`;
export const lightNoKey = 'Light no key';

export const add = 'Add';
export const internalTopics = 'internal topics';

/** Before how many kinds are drawn. */
export const messages = 'Messages';
export const allKinds = 'all';
export const someKinds = (shown: number, all: number): string => `${shown} of ${all}`;
export const messagesToDraw = 'Messages to draw';
export const kinds: Readonly<Record<MessageKind, { readonly title: string; readonly about: string }>> = {
  produce: { title: 'Produce', about: 'Producers write records, and are told what became of them' },
  consume: { title: 'Consume', about: 'Consumers fetch records' },
  replicate: { title: 'Replicate', about: 'Followers fetch from leaders' },
  group: { title: 'Groups', about: 'Members join, send heartbeats and commit offsets' },
  metadata: { title: 'Metadata', about: 'Clients ask who leads what; the admin client gives orders' },
  control: { title: 'Control', about: 'Heartbeats of brokers, votes, the metadata log' },
};
