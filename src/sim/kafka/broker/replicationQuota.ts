import type { DurationUs, TimeUs } from '../../../base/flavor.ts';

/** What was sent or fetched since `startedAt`, a part of the window over which the rate is taken. */
interface QuotaSample {
  startedAt: TimeUs;
  lastAt: TimeUs;
  bytes: number;
}

/** A limit on the replication traffic of throttled partitions, in one direction (Kafka: `ReplicationQuotaManager`). */
export interface ReplicationQuota {
  /** Null: no limit. */
  bytesPerSecond: number | null;
  samples: QuotaSample[];
  /** Index of the sample that is being filled. */
  current: number;
}

/** `replication.quota.window.num` samples of `replication.quota.window.size.seconds`. */
export interface QuotaWindow {
  readonly samples: number;
  readonly sampleUs: DurationUs;
}

export function unlimitedQuota(): ReplicationQuota {
  return { bytesPerSecond: null, samples: [], current: 0 };
}

export function cloneQuota(quota: ReplicationQuota): ReplicationQuota {
  return { ...quota, samples: quota.samples.map((sample) => ({ ...sample })) };
}

/** Counts traffic, whether or not the limit has been reached. Kafka: `SampledStat.record`. */
export function recordTraffic(quota: ReplicationQuota, window: QuotaWindow, bytes: number, nowUs: TimeUs): void {
  let sample = currentSample(quota, nowUs);
  if (nowUs - sample.startedAt >= window.sampleUs) {
    // One more than the window has, for a sample that began before it.
    quota.current = (quota.current + 1) % (window.samples + 1);
    sample = currentSample(quota, nowUs);
    reset(sample, nowUs);
  }
  sample.bytes += bytes;
  sample.lastAt = nowUs;
}

/**
 * Whether the rate over the window is above the limit. The window begins with its oldest sample and is never shorter than
 * one, so that what is sent first counts in full. Kafka: `SimpleRate`, in milliseconds there.
 */
export function isQuotaExceeded(quota: ReplicationQuota, window: QuotaWindow, nowUs: TimeUs): boolean {
  if (quota.bytesPerSecond === null) return false;
  const ageUs = window.samples * window.sampleUs;
  let bytes = 0;
  let oldest = nowUs;
  for (const sample of quota.samples) {
    if (nowUs - sample.lastAt >= ageUs) reset(sample, nowUs);
    bytes += sample.bytes;
    if (sample.startedAt < oldest) oldest = sample.startedAt;
  }
  return bytes * 1_000_000 > quota.bytesPerSecond * Math.max(nowUs - oldest, window.sampleUs);
}

function currentSample(quota: ReplicationQuota, nowUs: TimeUs): QuotaSample {
  const known = quota.samples[quota.current];
  if (known !== undefined) return known;
  const sample = { startedAt: nowUs, lastAt: nowUs, bytes: 0 };
  quota.samples.push(sample);
  return sample;
}

function reset(sample: QuotaSample, nowUs: TimeUs): void {
  sample.startedAt = nowUs;
  sample.lastAt = nowUs;
  sample.bytes = 0;
}
