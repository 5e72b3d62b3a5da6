import type { Message } from './messages.ts';

/** What an answer says when it says no, and of which partition; null where it is of all or of none. */
export interface ErrorIn {
  readonly code: string;
  readonly topic: string | null;
  readonly partition: number | null;
}

/** The first error that a message carries; null when it carries none. */
export function errorIn(body: Message): ErrorIn | null {
  if (body.type === 'request') return null;
  const { response } = body;
  if ('error' in response && isError(response.error)) return { code: response.error, topic: null, partition: null };
  if (!('partitions' in response)) return null;
  for (const part of response.partitions) {
    if ('error' in part && isError(part.error)) return { code: part.error, topic: part.topic, partition: part.partition };
  }
  return null;
}

function isError(error: unknown): error is string {
  return typeof error === 'string' && error !== 'NONE';
}
