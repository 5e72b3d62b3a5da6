/** How to read the pictures. What stands in square brackets is a term, and explains itself. */

export const howToRead = 'How to read it';
export const hint = 'Select anything to see its state, its configuration and what can be done to it. Kill a broker and watch.';
export const glossary = 'Glossary';

export const cluster = {
  record: 'A [record] at its [offset], in the colour of its [key]: solid when [committed], an outline before.',
  watermark: 'The [high watermark], in short “[HW]”: consumers read up to here.',
  leader: 'A row on a wash is the partition’s [leader]; the others are [followers](follower), paler. In “leader e3”, 3 is the [leader epoch] of the partition.',
  sync: 'In sync or lagging: in the [ISR], or out of it.',
  underMin: 'Barred at its left, “ISR 1<2”: 1 replica is in sync where [min.insync.replicas] asks for 2. The leader refuses writes with [acks]=all: [under min ISR].',
  tile: 'A whole replica, where there is no room for its records: dark where it leads, pale where it follows, ringed where it is out of the [ISR], hatched where its broker is gone.',
  diverged: 'A record that the leader does not have. Its [truncation] comes when the follower fetches.',
  reader: 'Where a consumer reads next, its [position]; hollow, what it has [committed](committed offset) so far; beside its name how much is [to read]. Over it its [group](consumer group), in which [generation].',
  producer: 'Of a producer: “[acks]=all”, what it waits for, and how many of its records are [acked](acks), [in flight], or waiting in its [buffer](buffer memory).',
  message: 'A message: a filled request, a hollow response; grey when it carries no record.',
  control: 'Traffic of [controllers](controller): [heartbeats](heartbeat), the [metadata log]. Hidden unless asked for.',
  lost: 'A message that was lost, and one that is held up.',
  parked: 'In “1 + 4” one write waits for followers and four fetches wait for records: [parked](parked request). Beside it, in the “[queue](request queue)”, requests that are not begun yet, and in the “[cache](page cache)” records that are not on the disk itself.',
  broken: 'A connection that broke, a chain, or was given up when no response came in time, a clock. It is tried again after a [reconnect backoff].',
};

/** The map of a large cluster. */
export const heat = {
  cell: 'A topic on a broker: the darker and the higher it is filled, the more there is of what is chosen above. The scale is under the map.',
  nothing: 'None of it there; where the map is blank, the topic is not on the broker.',
  sums: 'At the right the sum of a topic over all brokers; beside each button above, the sum of everything.',
  state: 'A broker that is dead, fenced, paused, starting or shutting down: a cross over its column and a line down it.',
  ring: 'What the line above the map is about. Arrow keys move it; Enter, or Go near, shows that part as records, replicas and messages.',
  selected: 'What is selected. The panel here is about it.',
  messages: 'Messages and links are not drawn on the map.',
};

/** A part of a large cluster, after the key of the cluster. */
export const onlyNear = 'Messages between the nodes that are drawn. What goes on between others is left out.';
/** Where there are too many messages to tell one by one. */
export const flows = (ways: number): string => `So many messages travel that they are drawn as flows: of each kind between two nodes, ${ways === 1 ? 'the way' : `the ${ways} ways`} with most of them. Others are left out.`;

export const groups = {
  lag: 'From the hollow mark, what is committed, to the line, the [high watermark], is the [lag]. Hatched green of it is read and not committed yet; the rest is still [to read].',
  reader: 'The [position] of the member that reads; hollow, the offset that the group has [committed](committed offset).',
  phases: 'The phases of a [rebalance]: members [join], the assignment is handed out by [sync], the group is stable. Who is waited for, and until when, is said there.',
  session: 'A member that is dead counts until its [session](session timeout) ends. Until then nobody reads its partitions.',
};

export const sequence = {
  line: 'A line for every node; time runs down. The line breaks while the node is dead and is dashed while it is paused.',
  request: 'An arrow for every message, from when it left to when it arrived: a whole line is a request, a dashed one its response. Point at one and both light up.',
  lost: 'A message that was lost, and one that waits: for a timer, for records to come, or because it is held.',
  notTaken: 'A message that was not taken: when it came, its connection was over.',
  timer: 'A timer that went off.',
  playhead: 'The playhead. What lies ahead of it is paler: it has been played before.',
};

export const metrics = {
  chart: 'A chart for each of Kafka’s own metrics, under its own name. The question mark says which class counts it, what it means, and when to worry.',
  playhead: 'The playhead: the number beside a name is the value there. Point at a chart, and all show their values at that time.',
  fault: 'A band while something is wrong: a broker dead, a link cut.',
  brush: 'Drag over a chart to look at a span more closely; the timeline follows.',
  dead: 'A broker that is dead reports nothing, so a sum may fall though the trouble has grown. Look at each node besides.',
};
