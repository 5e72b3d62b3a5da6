import { logNameOf } from '../../base/logName.ts';
import { nodeName } from '../../store/facts.ts';
import type { AppActions, AppState } from '../../store/state.ts';
import * as words from '../../words/contextMenu.ts';
import * as whyWords from '../../words/inspector/askWhy.ts';
import * as panelWords from '../../words/inspector/panel.ts';
import { killOf, restartBroker } from '../cluster/entityCommands.ts';
import { questionOf } from '../inspector/questionOf.ts';
import type { MenuTarget } from './menuTarget.ts';

/** One line of the menu at the pointer. */
export interface MenuItem {
  readonly label: string;
  readonly about?: string;
  readonly isDanger?: boolean;
  readonly act: () => void;
}

type Offered = NonNullable<AppState['inspection']>['actions'];
type State = Pick<AppState, 'frame' | 'lens'>;

/** What can be done to a thing itself, as the inspector offers it. */
export function offered(list: Offered, actions: AppActions): MenuItem[] {
  return list.map(({ label, effect, command, after, danger }) => ({ label, about: effect, isDanger: danger, act: () => actions.carryOut({ command, after }) }));
}

/** What can be asked and seen of a thing, and done to what it is on: of copies, records and messages there is little else. */
export function around(target: Pick<MenuTarget, 'key' | 'offset' | 'message'>, state: State, actions: AppActions): MenuItem[] {
  if (target.message !== null) return ofMessage(target.message, state, actions);
  const log = logNameOf(target.key);
  const found = state.frame?.partitions.find(({ key }) => key === log?.name);
  if (log === null || found === undefined) return [];
  const { name: place, topic, partition, broker } = log;
  const offset = log.offset ?? target.offset;
  return [
    ...(offset === null ? [] : ofRecordAt({ broker, topic, partition, offset }, target.key, actions)),
    ...(broker === null ? [] : ofCopy({ broker, topic, partition }, state, actions)),
    ...(state.lens === 'partitions' ? [] : [{ label: panelWords.seeLog, act: () => actions.seeLog(place) }]),
    // What is of no copy is the leader's affair.
    ...(broker === null && found.leader < 0 ? [] : ofItsBroker(`broker-${broker ?? found.leader}`, state, actions)),
  ];
}

interface Copy {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
}

interface RecordPlace extends Omit<Copy, 'broker'> {
  /** Null: as the leader has it. */
  readonly broker: number | null;
  readonly offset: number;
}

function ofRecordAt({ broker, topic, partition, offset }: RecordPlace, selected: string | null, actions: AppActions): MenuItem[] {
  const name = `${topic}-${partition}`;
  const key = broker === null ? `${name}@${offset}` : `${broker}/${name}@${offset}`;
  const title = broker === null ? whyWords.recordOf(offset, name) : whyWords.recordOn(offset, name, broker);
  return [
    ...(selected === key ? [] : [{ label: words.followRecord(offset), act: () => actions.select(key) }]),
    { label: words.whereFrom(offset), act: () => actions.askWhyOf({ kind: 'record', topic, partition, offset, broker }, title) },
  ];
}

function ofCopy({ broker, topic, partition }: Copy, { frame }: State, actions: AppActions): MenuItem[] {
  const copy = frame?.replicas.find((one) => one.broker === broker && one.topic === topic && one.partition === partition) ?? null;
  const question = questionOf(frame, copy);
  return question === null ? [] : [{ label: question, act: () => actions.askWhyOf({ kind: 'replica', topic, partition, broker }, whyWords.replicaOn(`${topic}-${partition}`, broker)) }];
}

function ofItsBroker(key: string, { frame }: State, actions: AppActions): MenuItem[] {
  const broker = frame?.brokers.find((one) => one.key === key) ?? null;
  const isDead = broker?.state === 'dead';
  const change = frame === null ? null : isDead ? restartBroker(broker.id) : killOf(frame, key);
  return [
    { label: words.select(nodeName(key)), act: () => actions.select(key) },
    ...(change === null ? [] : [{ label: change.label, isDanger: !isDead, act: () => actions.command(change.command) }]),
  ];
}

function ofMessage(key: string, { frame }: State, actions: AppActions): MenuItem[] {
  const message = frame?.messages.find((one) => one.key === key);
  if (message === undefined) return [];
  const title = whyWords.fates[message.fate](whyWords.messageTo(message.label, nodeName(message.to)));
  return [
    { label: panelWords.whyThat(title), act: () => actions.askWhyOf({ kind: 'message', id: Number(key) }, title) },
    ...[message.from, message.to].filter((node) => node !== 'admin').map((node) => ({ label: words.select(nodeName(node)), act: () => actions.select(node) })),
  ];
}
