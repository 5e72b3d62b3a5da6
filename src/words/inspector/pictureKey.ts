/** How to read the pictures. What stands in square brackets is a term, and explains itself. */

export const howToRead = 'How to read it';
export const hint = 'Select anything to see its state, its configuration and what can be done to it. Kill a broker and watch.';
export const glossary = 'Glossary';

export const cluster = {
  record: 'A [record] at its [offset], in the colour of its [key]: solid when [committed], an outline before.',
  watermark: 'The [high watermark]: consumers read up to here.',
  leader: 'A row on a wash is the partition’s [leader]; the others are [followers](follower), paler. In “leader e3”, 3 is the [leader epoch] of the partition.',
  sync: 'In sync or lagging: in the [ISR], or out of it.',
  diverged: 'A record that the leader does not have. Its [truncation] comes when the follower fetches.',
  reader: 'Where a consumer reads next, its [position]; hollow, what it has [committed](committed offset) so far.',
  message: 'A message: a filled request, a hollow response; grey when it carries no record.',
  control: 'Traffic of [controllers](controller): [heartbeats](heartbeat), the [metadata log]. Hidden unless asked for.',
  lost: 'A message that was lost, and one that is held up.',
  parked: 'In “1 + 4” one write waits for followers and four fetches wait for records: [parked](parked request). Beside it the [request queue], and what only the [page cache] has.',
  broken: 'A connection that broke, a chain, or was given up when no answer came in time, a clock. It is tried again after a [reconnect backoff].',
};

export const groups = {
  lag: 'From the hollow mark, what is committed, to the line, the [high watermark], is the [lag]. Hatched green of it is read and not committed yet; the rest is still [to read].',
  reader: 'The [position] of the member that reads; hollow, the offset that the group has [committed](committed offset).',
  phases: 'The phases of a [rebalance]: members [join], the assignment is handed out by [sync], the group is stable. Who is waited for, and until when, is said there.',
  session: 'A member that is dead counts until its [session](session timeout) ends. Until then nobody reads its partitions.',
};

export const sequence = {
  line: 'A line for every node; time runs down. The line breaks while the node is dead and is dashed while it is paused.',
  request: 'An arrow for every message, from when it left to when it arrived: a whole line is a request, a dashed one its answer. Point at one and both light up.',
  lost: 'A message that was lost, and one that waits: for a timer, for records to come, or because it is held.',
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
