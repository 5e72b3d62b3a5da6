import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Frame, KeyFound, PartitionView } from '../../scene/frame.ts';
import * as words from '../../words/partitions/lens.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { flagOf } from './flags.ts';
import { listedIn } from './listedIn.ts';

interface RailProps {
  readonly frame: Frame;
  readonly shown: string;
  readonly found: KeyFound | null;
}

/** So many partitions of a topic are listed before one asks for more. */
const LISTED = 24;

/** So many lines have the list in sight as a whole, or nearly. */
const FILTERED_FROM = 24;

/** All partitions by topic: who leads each, where it ends, what is wrong with it, and how often it has the key that is looked for. */
export function Rail({ frame, shown, found }: RailProps): ReactNode {
  const { actions } = useSimulator();
  const internal = useAppState((state) => state.showInternalTopics);
  const [text, setText] = useState('');
  const topics = frame.topics.filter((topic) => !topic.internal || internal);
  const total = topics.reduce((sum, { partitions }) => sum + 1 + partitions, 0);
  const listed = listedIn(topics, frame.partitions, total > FILTERED_FROM ? text : '');
  const hasInternal = frame.topics.some((topic) => topic.internal);
  return (
    <nav className="log-rail" aria-label={words.partitions}>
      {total > FILTERED_FROM && (
        <input className="log-filter" type="search" aria-label={words.filter} placeholder={words.filter} autoComplete="off" spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
      )}
      {listed.map(({ topic, partitions }) => (
        <Topic key={topic.key} topicKey={topic.key} name={topic.name} count={topic.partitions} partitions={partitions} frame={frame} shown={shown} found={found} />
      ))}
      {listed.length === 0 && text !== '' && <p className="log-none">{words.noneCalled(text)}</p>}
      {hasInternal && (
        <label className="log-internal">
          <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
          {words.internalTopics}
        </label>
      )}
    </nav>
  );
}

interface TopicProps extends RailProps {
  readonly topicKey: string;
  readonly name: string;
  /** Of all its partitions, of which a large cluster tells only those near. */
  readonly count: number;
  readonly partitions: readonly PartitionView[];
}

function Topic({ topicKey, name, count, partitions, frame, shown, found }: TopicProps): ReactNode {
  const { actions } = useSimulator();
  const [all, setAll] = useState(false);
  const listed = all ? partitions : partitions.slice(0, LISTED);
  return (
    <section className="log-topic">
      <button type="button" className="log-topic-name" aria-current={shown === topicKey ? 'true' : undefined} onClick={() => actions.setLogView({ shown: topicKey })}>
        <span>{name}</span>
        <small>{words.ofTopic(count)}</small>
      </button>
      <ul>
        {listed.map((partition) => (
          <Entry key={partition.key} partition={partition} frame={frame} isShown={shown === partition.key} found={found} />
        ))}
      </ul>
      {partitions.length > listed.length && (
        <button type="button" className="log-more" onClick={() => setAll(true)}>
          {words.more(partitions.length - listed.length)}
        </button>
      )}
    </section>
  );
}

interface EntryProps {
  readonly partition: PartitionView;
  readonly frame: Frame;
  readonly isShown: boolean;
  readonly found: KeyFound | null;
}

function Entry({ partition, frame, isShown, found }: EntryProps): ReactNode {
  const { actions } = useSimulator();
  const { key, topic, partition: number, leader } = partition;
  const flag = flagOf(partition);
  const led = leader < 0 ? words.noLeader : words.ledBy(leader);
  const end = frame.replicas.find((replica) => replica.topic === topic && replica.partition === number && replica.broker === leader)?.endOffset;
  const place = found?.places.find((one) => one.partition === key) ?? null;
  return (
    <li>
      <button type="button" className="log-entry" aria-current={isShown ? 'true' : undefined} data-entry={key} data-count={place?.count ?? 0} onClick={() => actions.setLogView({ shown: key })}>
        <span className="log-entry-name">{key}</span>
        <span className="log-entry-end">{end === undefined ? '' : end === 0 ? words.emptyLog : words.logEnd(end)}</span>
        <span className="log-entry-leader" data-tone={flag?.tone}>
          {flag === null || flag.kind === 'offline' ? led : words.leaderAndFlag(led, words.flags[flag.kind])}
        </span>
        {place !== null && <span className="log-entry-count">{words.found(place.count)}</span>}
      </button>
      {place !== null && (
        <span className="log-places">
          {place.newest.slice(-PLACES).map((offset) => (
            <button type="button" key={offset} className="log-place" aria-label={words.record(`${key}@${offset}`)} onClick={() => actions.select(`${key}@${offset}`)}>
              {offset}
            </button>
          ))}
          {place.count > PLACES && <small>{words.newestOf(place.count)}</small>}
        </span>
      )}
    </li>
  );
}

const PLACES = 5;
