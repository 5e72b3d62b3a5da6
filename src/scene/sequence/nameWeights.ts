import type { SequenceMessage } from '../../protocol/sequence.ts';

/** What goes on all the time, and is named last. */
const ALWAYS = new Set(['Fetch', 'RaftFetch', 'Heartbeat', 'BrokerHeartbeat', 'ZkPing', 'ZabPing', 'ZabPong']);

/**
 * Which names of messages are worth their room, from 0 to less than 10 by key: of what brings records and is not asked for all the time
 * first, requests before their responses, and the rarer before the more frequent.
 */
export function nameWeights(messages: readonly Pick<SequenceMessage, 'key' | 'api' | 'isResponse' | 'hue'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { api } of messages) counts.set(api, (counts.get(api) ?? 0) + 1);
  return new Map(
    messages.map(({ key, api, isResponse, hue }) => {
      const rarity = 1 - (counts.get(api) ?? 0) / (messages.length + 1);
      return [key, (ALWAYS.has(api) ? 0 : 4) + (hue === null ? 0 : 3) + (isResponse ? 0 : 1) + rarity] as const;
    }),
  );
}
