import type { RunInfo } from '../protocol/messages.ts';
import type { Frame } from '../protocol/views.ts';
import * as words from '../words/embed.ts';

export interface Offer {
  readonly label: string;
  readonly command: unknown;
  /** It breaks something. */
  readonly danger: boolean;
}

const MOST = 3;

/** The few things an embed offers to do: what its document says, or else to kill a leader, restart it, and kill a consumer. */
export function offersOf(run: RunInfo, frame: Frame): Offer[] {
  if (run.actions.length > 0) return run.actions.slice(0, MOST).map(({ label, command }) => ({ label, command, danger: isDanger(command) }));
  const offers: Offer[] = [];
  const broker = frame.partitions[0]?.replicas[0];
  if (broker !== undefined) {
    offers.push({ label: words.killBroker(broker), command: { kind: 'killBroker', broker }, danger: true });
    offers.push({ label: words.restartBroker(broker), command: { kind: 'restartBroker', broker }, danger: false });
  }
  const consumer = frame.consumers[1] ?? frame.consumers[0];
  if (consumer !== undefined) offers.push({ label: words.killConsumer(consumer.id), command: { kind: 'killConsumer', consumer: consumer.id }, danger: true });
  return offers;
}

function isDanger(command: unknown): boolean {
  return kindOf(command).startsWith('kill');
}

/** Whether it can be done now: a dead thing cannot be killed, a living one not restarted. Other commands always may. */
export function isPossible(command: unknown, frame: Frame): boolean {
  const named = fieldsOf(command);
  switch (kindOf(command)) {
    case 'killBroker':
      return frame.brokers.some(({ id, state }) => id === named['broker'] && state !== 'dead');
    case 'restartBroker':
      return frame.brokers.some(({ id, state }) => id === named['broker'] && state === 'dead');
    case 'killController':
      return frame.controllers.some(({ id, state }) => id === named['controller'] && state !== 'dead');
    case 'restartController':
      return frame.controllers.some(({ id, state }) => id === named['controller'] && state === 'dead');
    case 'killConsumer':
    case 'closeConsumer':
      return frame.consumers.some(({ id, status }) => id === named['consumer'] && status !== 'dead' && status !== 'closed');
    case 'addConsumer': {
      const added = fieldsOf(named['consumer'])['id'];
      return frame.consumers.every(({ id }) => id !== added);
    }
    default:
      return true;
  }
}

function kindOf(command: unknown): string {
  const kind = fieldsOf(command)['kind'];
  return typeof kind === 'string' ? kind : '';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
