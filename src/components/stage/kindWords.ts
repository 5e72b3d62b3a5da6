import type { MessageKind } from '../../base/messageKinds.ts';

/** The kinds of messages in words, for those who choose which are drawn. */
export const KIND_WORDS: Readonly<Record<MessageKind, { readonly title: string; readonly about: string }>> = {
  produce: { title: 'Produce', about: 'Producers write records, and are told what became of them' },
  consume: { title: 'Consume', about: 'Consumers fetch records' },
  replicate: { title: 'Replicate', about: 'Followers fetch from leaders' },
  group: { title: 'Groups', about: 'Members join, send heartbeats and commit offsets' },
  metadata: { title: 'Metadata', about: 'Clients ask who leads what; the admin client gives orders' },
  control: { title: 'Control', about: 'Heartbeats of brokers, votes, the metadata log' },
};
