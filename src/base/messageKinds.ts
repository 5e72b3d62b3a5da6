/** What a message is about, in the order in which the kinds are offered. */
export const MESSAGE_KINDS = ['produce', 'consume', 'replicate', 'group', 'metadata', 'control'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Heartbeats and the metadata log run all the time and tell little, so they are hidden until somebody asks for them. */
export const KINDS_AT_FIRST: readonly MessageKind[] = MESSAGE_KINDS.filter((kind) => kind !== 'control');
