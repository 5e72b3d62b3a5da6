import type { StoreApi } from 'zustand/vanilla';
import type { TimeUs } from '../base/flavor.ts';
import type { SeekTarget } from '../protocol/messages.ts';
import { SILENT } from './announcer.ts';
import type { Announcer } from './announcer.ts';
import { startPace } from './clock.ts';
import type { Pace } from './clock.ts';
import type { Latest } from './latest.ts';
import type { MovingPlayhead } from './playhead.ts';
import type { Scheduler } from './scheduler.ts';
import type { AppState } from './state.ts';
import type { WorkerClient } from './workerClient.ts';

export interface ConductorParts {
  readonly store: StoreApi<AppState>;
  readonly client: WorkerClient;
  readonly playhead: MovingPlayhead;
  readonly scheduler: Scheduler;
  readonly reducedMotion: () => boolean;
  /** Called when what was asked for may have been done. */
  readonly onRest: () => void;
}

/** What the conductor has to remember between two animation frames. */
export interface Drive {
  readonly parts: ConductorParts;
  latest: Latest | null;
  /** `latest` is newer than what the store has. */
  unpublished: boolean;
  pace: Pace;
  announcer: Announcer;
  /** When the next event is due: until then the picture is right as it is. `unknown` until the worker has said so. */
  horizon: TimeUs | null | 'unknown';
  /** The furthest the worker was asked to compute in this run. */
  askedTo: TimeUs;
  /** The story step that was announced last. */
  storyStep: number;
  /** Its question holds the run. */
  pausedByStory: boolean;
  glide: Glide | null;
  /** Where to go once the seek under way has been answered; while the playhead is dragged only the newest counts. */
  wanted: SeekTarget | null;
  /** The seek under way takes long, so whoever wants to go elsewhere need not wait for it. */
  seekIsLong: boolean;
  /** The run goes on when the playhead is where it was wanted. */
  resumes: boolean;
  /** Handle of the next animation frame; null while the page is at rest. */
  frameHandle: number | null;
  tickedAtMs: number | null;
  publishedAtMs: number;
  rateShownAtMs: number;
  /** How far the playhead came since a moment, and how far it should have come. */
  progress: { readonly sinceMs: number; readonly from: TimeUs; readonly wantedUs: number } | null;
  inspectedAtMs: number;
}

/** The playhead on its way to the next event before the worker is asked for it. */
export interface Glide {
  readonly from: TimeUs;
  readonly to: TimeUs;
  readonly startedAtMs: number;
}

export function createDrive(parts: ConductorParts): Drive {
  return {
    parts,
    latest: null,
    unpublished: false,
    pace: startPace(),
    announcer: SILENT,
    horizon: 'unknown',
    askedTo: 0,
    storyStep: -1,
    pausedByStory: false,
    glide: null,
    wanted: null,
    seekIsLong: false,
    resumes: false,
    frameHandle: null,
    tickedAtMs: null,
    publishedAtMs: -Infinity,
    rateShownAtMs: -Infinity,
    progress: null,
    inspectedAtMs: -Infinity,
  };
}

export function isPlaying({ parts }: Drive): boolean {
  return parts.store.getState().playing;
}

/** The worker has been asked to go elsewhere, so the playhead says nothing about where it will be. */
export function isJumping({ parts: { client } }: Drive): boolean {
  return JUMPS.some((type) => client.outstanding(type) > 0);
}

const JUMPS = ['seek', 'resume', 'branch', 'undo', 'redo'] as const;

/**
 * The worker's clock is put where the playhead is. No event lies in between: the playhead never passes the next one.
 * So what the reader does next happens at the moment on the screen.
 */
export function settle(drive: Drive): void {
  const { playhead } = drive.parts;
  const to = Math.floor(playhead.now());
  if (drive.latest === null || isJumping(drive) || to <= Math.max(drive.latest.frame.now, drive.askedTo)) return;
  askFor(drive, to, { notable: false, types: [] });
}

export function askFor(
  drive: Drive,
  to: TimeUs,
  stops: { readonly notable: boolean; readonly types: readonly string[] },
): void {
  drive.askedTo = Math.max(drive.askedTo, to);
  drive.parts.client.send({ type: 'advance', to, stopAtNotable: stops.notable, stopAt: stops.types });
}
