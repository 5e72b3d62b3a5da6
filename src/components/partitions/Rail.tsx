import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Frame, KeyFound, PartitionView } from '../../scene/frame.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { flagOf } from './flags.ts';

interface RailProps {
  readonly frame: Frame;
  readonly shown: string;
  readonly found: KeyFound | null;
}

/** So many partitions of a topic are listed before one asks for more. */
const LISTED = 24;

/** All partitions by topic: who leads each, where it ends, what is wrong with it, and how often it has the key that is looked for. */
export function Rail({ frame, shown, found }: RailProps): ReactNode {
  const { actions } = useSimulator();
  const internal = useAppState((state) => state.showInternalTopics);
  const hasInternal = frame.topics.some((topic) => topic.internal);
  return (
    <nav className="log-rail" aria-label="Partitions">
      {frame.topics.map((topic) =>
        topic.internal && !internal ? null : (
          <Topic key={topic.key} topicKey={topic.key} name={topic.name} partitions={frame.partitions.filter((partition) => partition.topic === topic.name)} frame={frame} shown={shown} found={found} />
        ),
      )}
      {hasInternal && (
        <label className="log-internal">
          <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
          internal topics
        </label>
      )}
    </nav>
  );
}

interface TopicProps extends RailProps {
  readonly topicKey: string;
  readonly name: string;
  readonly partitions: readonly PartitionView[];
}

function Topic({ topicKey, name, partitions, frame, shown, found }: TopicProps): ReactNode {
  const { actions } = useSimulator();
  const [all, setAll] = useState(false);
  const listed = all ? partitions : partitions.slice(0, LISTED);
  return (
    <section className="log-topic">
      <button type="button" className="log-topic-name" aria-current={shown === topicKey ? 'true' : undefined} onClick={() => actions.setLogView({ shown: topicKey })}>
        <span>{name}</span>
        <small>{partitions.length === 1 ? '1 partition' : `${partitions.length} partitions`}</small>
      </button>
      <ul>
        {listed.map((partition) => (
          <Entry key={partition.key} partition={partition} frame={frame} isShown={shown === partition.key} found={found} />
        ))}
      </ul>
      {partitions.length > listed.length && (
        <button type="button" className="log-more" onClick={() => setAll(true)}>
          {partitions.length - listed.length} more
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
  const end = frame.replicas.find((replica) => replica.topic === topic && replica.partition === number && replica.broker === leader)?.endOffset;
  const place = found?.places.find((one) => one.partition === key) ?? null;
  return (
    <li>
      <button type="button" className="log-entry" aria-current={isShown ? 'true' : undefined} data-entry={key} data-count={place?.count ?? 0} onClick={() => actions.setLogView({ shown: key })}>
        <span className="log-entry-name">{key}</span>
        <span className="log-entry-end">{end === undefined ? '' : `ends ${end}`}</span>
        <span className="log-entry-leader" data-tone={flag?.tone}>
          {leader < 0 ? 'no leader' : `led by ${leader}`}
          {flag !== null && flag.words !== 'offline' ? `, ${flag.words}` : ''}
        </span>
        {place !== null && <span className="log-entry-count">{place.count} found</span>}
      </button>
      {place !== null && (
        <span className="log-places">
          {place.newest.slice(-PLACES).map((offset) => (
            <button type="button" key={offset} className="log-place" aria-label={`Record ${key}@${offset}`} onClick={() => actions.select(`${key}@${offset}`)}>
              {offset}
            </button>
          ))}
          {place.count > PLACES && <small>newest of {place.count}</small>}
        </span>
      )}
    </li>
  );
}

const PLACES = 5;
