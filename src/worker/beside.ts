import type { ToWorker } from '../protocol/messages.ts';
import { createOtherServer, type OtherServerParts } from './compare/otherServer.ts';
import { createExportServer } from './exportServer.ts';
import { createMetricsServer } from './metrics/metricsServer.ts';
import { createSequenceServer } from './sequence/sequenceServer.ts';
import type { Session } from './sessionState.ts';
import { createFollowServer } from './why/followServer.ts';
import { createWhyServer } from './why/whyServer.ts';

export type BesideMessage = Extract<ToWorker, { readonly type: 'openOther' | 'outcome' | 'export' | 'measure' | 'why' | 'stopWhy' | 'follow' | 'sequence' }>;

/** Everything that plays the run once more beside the one that is shown. Read when the first of it is asked for: no picture needs it. */
export interface Beside {
  /** Of the present run; null when none is open, which only a comparison can do without. */
  ask(session: Session | null, message: BesideMessage): void;
  /** Another run is open. */
  forget(): void;
}

export function createBeside(parts: OtherServerParts): Beside {
  const [why, follow] = [createWhyServer(parts), createFollowServer(parts)];
  const [exporter, metrics, sequence] = [createExportServer(parts), createMetricsServer(parts), createSequenceServer(parts)];
  const forget = (): void => {
    for (const server of [why, follow, exporter, metrics, sequence]) server.forget();
  };
  const take = (session: Session): void => {
    forget();
    parts.take(session);
  };
  const other = createOtherServer({ ...parts, take });
  return {
    ask(session, message) {
      const { request } = message;
      if (message.type === 'openOther') return other.open(message);
      if (message.type === 'outcome') return other.outcome(request);
      if (session === null) return undefined;
      switch (message.type) {
        case 'export':
          return exporter.ask(session, request, message.form, message.from, message.to);
        case 'measure':
          return metrics.ask(session, request, message.window);
        case 'why':
          return why.ask(session, request, message.subject);
        case 'stopWhy':
          why.stop();
          return parts.post({ type: 'dropped', request });
        case 'follow':
          return follow.ask(session, request, message.place, message.id);
        case 'sequence':
          return sequence.ask(session, request, message.question);
      }
    },
    forget,
  };
}
