import type { ToWorker } from '../protocol/messages.ts';
import { savedIn } from './savedRuns.ts';

/** The built-in documents that a message needs. What was saved comes from outside and may say anything. */
export function wantedBy(message: ToWorker): readonly string[] {
  switch (message.type) {
    case 'open':
      return idsOf([message.source]);
    case 'openSaved':
      return idsOf(idsIn(savedIn(message.text)).map((id) => ({ kind: 'library', id })));
    case 'openOther':
      return idsOf(message.other.kind === 'run' ? [message.left.source, message.other.record.source] : [message.left.source]);
    default:
      return [];
  }
}

function idsIn(saved: unknown): readonly unknown[] {
  const { scenario, based } = (saved ?? {}) as { readonly scenario?: unknown; readonly based?: { readonly on?: unknown } | null };
  return [scenario, based?.on];
}

function idsOf(sources: readonly { readonly kind: string; readonly id?: unknown }[]): readonly string[] {
  return sources.flatMap(({ kind, id }) => (kind === 'library' && typeof id === 'string' ? [id] : []));
}
