import { everyMark, MARK_DIGITS, nextMark, nextWideMark } from '../../scenarios/saved/marks.ts';
import type { SavedRun, SavedView } from '../../scenarios/saved/savedRun.ts';
import * as words from '../../words/run/links.ts';

export type { SavedRun } from '../../scenarios/saved/savedRun.ts';

/**
 * A saved run as text for an address: `1.` and base64url of a checksum and the deflated compact form. What is given back by
 * `readLink`, as the text of a file, has the right checksum and is still from outside: it is checked where it is opened. Of a run with
 * several futures a link holds the present one.
 */
export type ReadLink = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** Longer ones are not looked at: browsers and chat programs cut them off anyway. */
const MOST_CHARACTERS = 200_000;
/** A link that unfolds into more than this is no link of ours. */
const MOST_BYTES = 4_000_000;
const CHECKSUM_BYTES = 4;

export type Compact = readonly [
  engine: number,
  what: unknown,
  seed: number,
  at: number,
  events: number,
  hash: string,
  selected: string | null,
  marks: string | readonly (number | string)[],
  did: readonly unknown[],
  /** What a link of an older page does not have. */
  ...more: readonly { readonly lens?: unknown; readonly view?: unknown; readonly bookmarks?: readonly unknown[] }[],
];

export function writeLink(saved: SavedRun): Promise<string> {
  return linkOf(JSON.stringify(compactOf(saved)));
}

/** Where marks are few, one can do with every fourth: that is about what a link had to begin with. */
const FEWEST = 4;
/** Longer than this a link is not to become for the sake of its marks, or by more than a twentieth. */
const GOOD_CHARACTERS = 560;

/** The same with as many marks as there is room for: the more of them, the better it can be told where another simulator's run parts from it. */
export async function writeShortLink(saved: SavedRun): Promise<string> {
  const withEvery = (every: number): Promise<string> => writeLink({ ...saved, ...(saved.marks === undefined ? {} : { marks: everyMark(saved.marks, every) }) });
  const shortest = await withEvery(FEWEST);
  for (let every = 1; every < FEWEST; every += 1) {
    const link = await withEvery(every);
    if (link.length <= Math.max(GOOD_CHARACTERS, shortest.length * 1.05)) return link;
  }
  return shortest;
}

/** A text as text for an address. */
export async function linkOf(compact: string): Promise<string> {
  const bytes = new TextEncoder().encode(compact);
  const deflated = await through(bytes, new CompressionStream('deflate-raw'), Infinity);
  const whole = new Uint8Array(CHECKSUM_BYTES + deflated.length);
  new DataView(whole.buffer).setUint32(0, checksum(bytes));
  whole.set(deflated, CHECKSUM_BYTES);
  return `1.${toBase64Url(whole)}`;
}

export async function readLink(text: string): Promise<ReadLink> {
  const version = /^(\d{1,6})\./.exec(text)?.[1];
  if (version !== undefined && Number(version) > 1) return { ok: false, message: words.ofLaterVersion };
  if (version !== '1' || text.length > MOST_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(text.slice(2))) return { ok: false, message: words.damaged };
  try {
    const whole = fromBase64Url(text.slice(2));
    const bytes = await through(whole.slice(CHECKSUM_BYTES), new DecompressionStream('deflate-raw'), MOST_BYTES);
    if (new DataView(whole.buffer).getUint32(0) !== checksum(bytes)) return { ok: false, message: words.damaged };
    return { ok: true, text: JSON.stringify(expand(JSON.parse(new TextDecoder().decode(bytes)))) };
  } catch {
    return { ok: false, message: words.damaged };
  }
}

/** Times and counts as differences to the action before: they are small, and small numbers are short. */
export function compactOf(saved: SavedRun): Compact {
  let at = 0;
  let events = 0;
  const did = saved.did.flatMap((action) => {
    const gap = [action.at - at, action.events - events];
    at = action.at;
    events = action.events;
    return [...gap, action.answer === undefined ? (action.do ?? 0) : [action.answer.step, action.answer.option]];
  });
  const { based, document } = saved;
  return [saved.engine, saved.scenario ?? (based === undefined ? document : [based.on, based.changes]), saved.seed, saved.at, saved.events, saved.hash, saved.selected ?? null, marksOf(saved.marks ?? []), did, ...moreOf(saved)];
}

function moreOf({ lens, view, bookmarks = [] }: SavedRun): Compact[9][] {
  const more = {
    ...(lens === undefined ? {} : { lens }),
    ...(view === undefined ? {} : { view: viewOf(view) }),
    ...(bookmarks.length === 0 ? {} : { bookmarks: bookmarks.flatMap(({ at, events, name }) => [at, events, name]) }),
  };
  return Object.keys(more).length === 0 ? [] : [more];
}

/** The id of a built-in scenario, one with changes, or a whole document. */
function documentOf(what: unknown): object {
  if (typeof what === 'string') return { scenario: what };
  return Array.isArray(what) ? { based: { on: what[0] as unknown, changes: what[1] as unknown } } : { document: what };
}

/** Another future is not in the link, so nothing can stand beside it. */
function viewOf({ beside, ...view }: SavedView): SavedView {
  return beside === undefined || beside.kind === 'branch' ? view : { ...view, beside };
}

/** Where marks lie where they always do, or every so many of them, their hashes say it all. */
function marksOf(marks: NonNullable<SavedRun['marks']>): Compact[7] {
  for (let every = 1; every <= FEWEST; every += 1) {
    const due = placesOf(every);
    if (marks.every(({ events, hash }) => events === due() && hash.length === MARK_DIGITS)) return `${every}:${marks.map(({ hash }) => hash).join('')}`;
  }
  return marks.flatMap((mark) => [mark.events, mark.hash]);
}

/** After how many events the marks of a link lie, one after another. `every` null: as older pages had them. */
function placesOf(every: number | null): () => number {
  let events = 0;
  return () => {
    for (let count = 0; count < (every ?? 1); count += 1) events = every === null ? nextWideMark(events) : nextMark(events);
    return events;
  };
}

function expandMarks(marks: Compact[7]): unknown[] {
  if (typeof marks !== 'string') return inGroups(marks, 2).map(([events, hash]) => ({ events, hash }));
  const [, every = null, hashes = ''] = /^(?:([1-9]):)?(.*)$/s.exec(marks) ?? [];
  const due = placesOf(every === null ? null : Number(every));
  return (hashes.match(/.{1,4}/gs) ?? []).map((hash) => ({ events: due(), hash }));
}

/** Takes what it finds where it expects it, and says nothing about whether it is right. */
function expand(compact: unknown): unknown {
  const [engine, what, seed, at, events, hash, selected, marks, did, more] = compact as Compact;
  let time = 0;
  let count = 0;
  return {
    v: 1,
    kind: 'commit-log-run',
    engine,
    ...documentOf(what),
    seed,
    did: inGroups(did, 3).map(([timeGap, eventGap, done]) => {
      time += Number(timeGap);
      count += Number(eventGap);
      const moment = { at: time, events: count };
      if (done === 0) return { ...moment, goOn: true };
      return Array.isArray(done) ? { ...moment, answer: { step: done[0] as unknown, option: done[1] as unknown } } : { ...moment, do: done };
    }),
    at,
    events,
    hash,
    ...(more?.lens === undefined ? {} : { lens: more.lens }),
    ...(more?.bookmarks === undefined ? {} : { bookmarks: inGroups(more.bookmarks, 3).map(([place, before, name]) => ({ at: place, events: before, name })) }),
    ...(selected === null ? {} : { selected }),
    ...(more?.view === undefined ? {} : { view: more.view }),
    marks: expandMarks(marks),
  };
}

function inGroups(list: readonly unknown[], size: number): unknown[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** Reads what comes out piece by piece, so that a small link cannot become a large memory. */
async function through(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error('too long');
    }
    parts.push(read.value);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** FNV-1a: against accidents, not against intent; what is opened is checked whole anyway. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(decoded, (letter) => letter.charCodeAt(0));
}
