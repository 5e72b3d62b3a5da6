import type { Page } from '@playwright/test';
import type { ConsumerView, Frame, PartitionView, ReplicaView } from '../../src/protocol/views.ts';

/** A drawn thing as the page has it: what programs, screen readers and people are told. */
export interface Drawn {
  readonly data: Readonly<Record<string, string>>;
  readonly label: string;
  readonly text: string;
}

/** A record as it is drawn: `solid` without an outline, `outlined` with nothing inside. */
export interface DrawnCell {
  readonly offset: number;
  readonly hue: number;
  readonly look: 'solid' | 'outlined' | 'neither';
  readonly dashed: boolean;
  readonly left: number;
  readonly right: number;
}

export interface DrawnReplica extends Drawn {
  readonly cells: readonly DrawnCell[];
  /** Where the line of the high watermark stands; null when it is not drawn. Pixels of the page, as in cells. */
  readonly watermarkX: number | null;
}

/** Everything that stands still in the picture, read back from the page. */
export interface Picture {
  readonly things: Readonly<Record<string, Drawn>>;
  readonly replicas: Readonly<Record<string, DrawnReplica>>;
}

export async function readPicture(page: Page): Promise<Picture> {
  return page.evaluate(() => {
    const words = (element: HTMLElement): string => {
      const drawnWords = [...element.querySelectorAll('.marks text, .behind')].map((text) => text.textContent);
      return [element.innerText, ...drawnWords].join(' ').replaceAll(/\s+/g, ' ').trim();
    };
    const readThing = (element: HTMLElement): Drawn => ({
      data: Object.fromEntries(Object.entries(element.dataset).map(([name, value]) => [name, value ?? ''])),
      label: element.getAttribute('aria-label') ?? '',
      text: words(element),
    });
    const readCell = (cell: SVGGElement, surface: string): DrawnCell => {
      const rect = cell.querySelector('rect') as SVGRectElement;
      const { fill, stroke, strokeDasharray } = getComputedStyle(rect);
      const empty = fill === 'none' || fill === surface;
      const { left, right } = rect.getBoundingClientRect();
      return {
        offset: Number(cell.dataset['offset']),
        hue: Number(cell.dataset['hue']),
        look: stroke === 'none' && !empty ? 'solid' : stroke !== 'none' && empty ? 'outlined' : 'neither',
        dashed: strokeDasharray !== 'none',
        left,
        right,
      };
    };
    const things: Record<string, Drawn> = {};
    const replicas: Record<string, DrawnReplica> = {};
    for (const element of document.querySelectorAll<HTMLElement>('.entity')) {
      const key = element.dataset['key'] ?? '';
      const thing = readThing(element);
      if (!element.classList.contains('replica')) {
        things[key] = thing;
        continue;
      }
      const surface = getComputedStyle(element.closest('.broker') as Element).backgroundColor;
      const line = element.querySelector('.high-watermark');
      replicas[key] = {
        ...thing,
        cells: [...element.querySelectorAll<SVGGElement>('.cell')].map((cell) => readCell(cell, surface)),
        watermarkX: line === null ? null : line.getBoundingClientRect().left,
      };
    }
    return { things, replicas };
  });
}

function leastInSync({ minInsyncReplicas, replicas }: PartitionView): number {
  return Math.min(minInsyncReplicas, replicas.length);
}

/** What a broker has, counted partition by partition. */
function holdsOf({ partitions }: Frame, id: number): Frame['brokers'][number]['holds'] {
  const counted = (internal: boolean): Frame['brokers'][number]['holds']['own'] => {
    const all = partitions.filter(({ topic, replicas }) => topic.startsWith('__') === internal && replicas.includes(id));
    const led = all.filter(({ leader }) => leader === id);
    return { replicas: all.length, leads: led.length, underMinIsr: led.filter((each) => each.isr.length < leastInSync(each)).length };
  };
  return { own: counted(false), internal: counted(true) };
}

/** What the header of a broker with nothing wrong has to say of it, while internal topics are not drawn. */
function holdingWords(frame: Frame, id: number, led: number): string {
  const { own, internal } = holdsOf(frame, id);
  const under = own.underMinIsr + internal.underMinIsr;
  if (under > 0) return `${under} under min ISR`;
  if (own.replicas === 0) return internal.replicas === 0 ? 'no replicas' : `${internal.replicas} internal`;
  return `leads ${led}`;
}

/** What stands in brokers' headers and at broken connections. */
export interface Signs {
  readonly vitals: Readonly<Record<string, { readonly data: readonly (string | undefined)[]; readonly text: string; readonly room: number }>>;
  readonly troubles: readonly string[];
  /** Links that are drawn one by one, and whether they are drawn as such that nobody is at one end of. */
  readonly links: readonly { readonly key: string; readonly dead: boolean }[];
}

export async function readSigns(page: Page): Promise<Signs> {
  return page.evaluate(() => {
    const vitals = [...document.querySelectorAll<HTMLElement>('.entity.broker')].flatMap((card) => {
      const sign = card.querySelector<HTMLElement>('.vitals');
      const { queued, produces, fetches, notOnDisk } = sign?.dataset ?? {};
      return sign === null ? [] : [[card.dataset['key'] ?? '', { data: [queued, produces, fetches, notOnDisk], text: sign.innerText.replaceAll(/\s+/g, ' ').trim(), room: card.getBoundingClientRect().width }] as const];
    });
    const troubles = [...document.querySelectorAll<HTMLElement>('.trouble')].map(({ dataset, ariaLabel }) => `${dataset['from']}>${dataset['to']} ${dataset['why']} ${/(\d+) times in a row/.exec(ariaLabel ?? '')?.[1] ?? 1}`);
    const links = [...document.querySelectorAll<SVGPathElement>('.link[data-link]')].map(({ dataset }) => ({ key: dataset['link'] ?? '', dead: 'dead' in dataset }));
    return { vitals: Object.fromEntries(vitals), troubles: troubles.toSorted(), links };
  });
}

/** What they say wrongly. Of the dead nothing is told but that they are. */
export function untrueSigns({ vitals, troubles, links }: Signs, frame: Frame): readonly string[] {
  const wrong: string[] = [];
  for (const { key, state, vitals: told } of frame.brokers) {
    const sign = vitals[key];
    if ((sign === undefined) !== (state === 'dead')) wrong.push(`${key} is ${state}, and its header ${sign === undefined ? 'says nothing' : `says ${sign.text}`}`);
    if (sign === undefined) continue;
    const { queued, parkedProduces, parkedFetches, notOnDisk } = told;
    const numbers = [queued, parkedProduces, parkedFetches, notOnDisk].map((number) => (number === null ? undefined : String(number)));
    if (JSON.stringify(sign.data) !== JSON.stringify(numbers)) wrong.push(`${key}: ${String(sign.data)} is drawn, and is ${String(numbers)}`);
    // All of it where there is room, else what is out of the ordinary.
    const all = `queue ${queued} ${parkedProduces} + ${parkedFetches}${notOnDisk === null ? '' : ` cache ${notOnDisk}`}`;
    const some = [...(queued > 0 ? [`queue ${queued}`] : []), ...(parkedProduces > 0 ? [String(parkedProduces)] : [])].join(' ');
    if (sign.text !== all && sign.text !== some) wrong.push(`${key}: "${sign.text}" is neither "${all}" nor "${some}"`);
  }
  const dead = [...frame.brokers, ...frame.controllers].filter(({ state }) => state === 'dead').map(({ node }) => node);
  dead.push(...[...frame.producers, ...frame.consumers].filter(({ status }) => status === 'dead').map(({ node }) => node));
  for (const link of links) {
    if (link.dead !== link.key.split('|').some((end) => dead.includes(end))) wrong.push(`the link ${link.key} is drawn as ${link.dead ? 'having a dead end' : 'whole'}`);
  }
  // The admin client has a place as soon as a connection of its own is broken.
  const drawn = new Set(['admin', ...[...frame.brokers, ...frame.controllers, ...frame.producers, ...frame.consumers].map(({ node }) => node)]);
  const told = frame.links.flatMap(({ from, to, broken }) => (broken === null || !drawn.has(from) || !drawn.has(to) ? [] : [`${from}>${to} ${broken.timedOut ? 'timeout' : 'lost'} ${broken.times}`]));
  if (JSON.stringify(troubles) !== JSON.stringify(told.toSorted())) wrong.push(`broken connections: ${String(troubles)} are drawn, and there are ${String(told.toSorted())}`);
  return wrong;
}

/** What is drawn wrongly, given what the page was told: an empty list for a picture that says what the state says. */
export function untruths(picture: Picture, frame: Frame): readonly string[] {
  const wrong: string[] = [];
  const check = (key: string, what: string, drawn: unknown, told: unknown): void => {
    if (String(drawn) !== String(told)) wrong.push(`${key}: ${what} is drawn as ${String(drawn)}, and is ${String(told)}`);
  };
  const say = (key: string, thing: Drawn | undefined, ...parts: readonly string[]): void => {
    for (const part of parts) if (thing?.text.includes(part) !== true) wrong.push(`${key}: "${part}" is not among its words: ${thing?.text}`);
  };
  for (const { key, id, state, role, epoch, endOffset } of frame.controllers) {
    const thing = picture.things[key];
    check(key, 'state', thing?.data['state'], state);
    check(key, 'epoch', thing?.data['epoch'], epoch);
    check(key, 'log end', thing?.data['leo'], endOffset);
    say(key, thing, String(id), state === 'running' ? role : state);
  }
  const sayEither = (key: string, thing: Drawn | undefined, pattern: RegExp): void => {
    if (!pattern.test(thing?.text ?? '')) wrong.push(`${key}: ${String(pattern)} is not among its words: ${thing?.text}`);
  };
  for (const { key, id, state, fenced, brokerEpoch, cut, slow, holds } of frame.brokers) {
    const thing = picture.things[key];
    const led = frame.partitions.filter(({ leader, topic }) => leader === id && !topic.startsWith('__')).length;
    check(key, 'state', thing?.data['state'], state);
    check(key, 'epoch', thing?.data['epoch'], brokerEpoch);
    check(key, 'number of partitions led', thing?.data['leads'], led);
    say(key, thing, `broker ${id}`);
    const saysFenced = /dead, (fenced|session over)/.test(thing?.text ?? '');
    if (state === 'dead' && saysFenced && !fenced) wrong.push(`${key} is said to be fenced, and is not`);
    if (state === 'dead' && fenced && /left|not fenced|no controller|expire/.test(thing?.text ?? '')) wrong.push(`${key} is fenced, and is said not to be: ${thing?.text}`);
    if (state === 'running' && !('silent' in (thing?.data ?? {}))) say(key, thing, cut ? 'links cut' : slow !== null ? 'slow' : holdingWords(frame, id, led));
    check(key, 'what it has', JSON.stringify(holds), JSON.stringify(holdsOf(frame, id)));
  }
  for (const { key, id, sent, acked, failed } of frame.producers) {
    const thing = picture.things[key];
    check(key, 'sent', thing?.data['sent'], sent);
    check(key, 'acked', thing?.data['acked'], acked);
    say(key, thing, id);
    // How many there are in all where there is room for it.
    sayEither(key, thing, failed > 0 ? new RegExp(`${failed} failed`) : new RegExp(`(^| )${acked}(/${sent})? acked`));
  }
  for (const consumer of frame.consumers) checkConsumer(consumer);
  for (const replica of frame.replicas) if (!replica.topic.startsWith('__')) checkReplica(replica);
  const drawnReplicas = Object.keys(picture.replicas).length;
  check('picture', 'number of replicas', drawnReplicas, frame.replicas.filter(({ topic }) => !topic.startsWith('__')).length);
  return wrong;

  function checkConsumer({ key, id, status, assigned, fetchPaused }: ConsumerView): void {
    const thing = picture.things[key];
    const toRead = assigned.every((each) => each.toRead < 0) ? -1 : assigned.reduce((sum, each) => sum + Math.max(0, each.toRead), 0);
    check(key, 'status', thing?.data['state'], status);
    check(key, 'assignment', thing?.data['assigned'], assigned.map(({ topic, partition }) => `${topic}-${partition}`).join(' '));
    check(key, 'what is to read', thing?.data['toRead'], toRead);
    say(key, thing, id);
    if (status === 'stable' && toRead >= 0) say(key, thing, fetchPaused ? 'not fetching' : `${toRead} to read`);
    for (const { topic, partition, position, committed } of assigned) {
      const at = position < 0 ? '' : ` ${position}`;
      // What is committed is told where it differs and there is room.
      const behind = committed >= 0 && committed !== position ? `( ${committed})?` : '';
      sayEither(key, thing, new RegExp(`${topic}-${partition}${at}${behind}($| \\S+-\\d| and )`));
    }
  }

  function checkReplica(replica: ReplicaView): void {
    const { key, broker, topic, partition, highWatermark, endOffset } = replica;
    const drawn = picture.replicas[key];
    const registered = frame.partitions.find((each) => each.key === `${topic}-${partition}`);
    const leads = registered?.leader === broker;
    check(key, 'role', drawn?.data['role'], leads ? 'leader' : 'follower');
    check(key, 'high watermark', drawn?.data['hw'], highWatermark);
    check(key, 'log end', drawn?.data['leo'], endOffset);
    check(key, 'epoch', drawn?.data['epoch'], replica.leaderEpoch);
    const gone = frame.brokers.some(({ id, state }) => id === broker && state === 'dead');
    const inIsr = registered?.isr.includes(broker) === true;
    if (!gone) check(key, 'in-sync', drawn?.data['state'] === 'in-sync', inIsr);
    say(key, drawn, `${topic}-${partition}`);
    const refuses = leads && !gone && registered.isr.length < leastInSync(registered);
    check(key, 'under min ISR', 'underMin' in (drawn?.data ?? {}), refuses);
    if (refuses && !replica.staleLeader) {
      say(key, drawn, `ISR ${registered.isr.length}<${leastInSync(registered)}`);
      if (drawn?.label.includes(`${registered.isr.length} in sync, where min.insync.replicas asks for ${leastInSync(registered)}. Writes with acks=all are refused.`) !== true) wrong.push(`${key}: its name does not say that it refuses acks=all`);
    } else if (leads && !replica.staleLeader) sayEither(key, drawn, new RegExp(`leader (e|epoch )${replica.leaderEpoch}( |$)`));
    // Names of readers may take the room of the words; whoever listens is always told.
    const said = /HW (\d+)/.exec(drawn?.text ?? '')?.[1];
    if (said !== undefined) check(key, 'high watermark in words', said, highWatermark);
    if (endOffset > 0 && drawn?.label.includes(`high watermark ${highWatermark}.`) !== true) wrong.push(`${key}: high watermark ${highWatermark} is not told: ${drawn?.label}`);
    if (!leads && !gone) say(key, drawn, replica.staleLeader ? 'stale' : inIsr ? 'in sync' : 'lagging');
    checkCells(replica, drawn);
  }

  /** The first offset for which there is room: all replicas of a partition are drawn from the same one on. */
  function windowOf(partition: string): number {
    const drawn = Object.entries(picture.replicas).filter(([key]) => key.endsWith(`/${partition}`));
    return Math.min(...drawn.flatMap(([, { cells }]) => cells.map(({ offset }) => offset)));
  }

  function checkCells({ key, topic, partition, cells, highWatermark }: ReplicaView, drawn: DrawnReplica | undefined): void {
    const shown = drawn?.cells ?? [];
    const told = cells.map(({ offset }) => offset).filter((offset) => offset >= windowOf(`${topic}-${partition}`));
    check(key, 'list of offsets', shown.map(({ offset }) => offset), told);
    for (const cell of shown) {
      const record = cells.find(({ offset }) => offset === cell.offset);
      check(key, `look of ${cell.offset}`, cell.look, cell.offset < highWatermark && record?.diverged !== true ? 'solid' : 'outlined');
      check(key, `dashes of ${cell.offset}`, cell.dashed, record?.diverged === true);
      check(key, `hue of ${cell.offset}`, cell.hue, record?.hue);
    }
    const line = drawn?.watermarkX ?? null;
    if (line === null) return;
    for (const { offset, left, right } of shown) {
      const side = right <= line + 1.5 ? 'below' : left >= line - 1.5 ? 'above' : 'across';
      check(key, `place of ${offset} beside the high watermark's line`, side, offset < highWatermark ? 'below' : 'above');
    }
  }
}
