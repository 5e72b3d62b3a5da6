import { fraction, mix } from './geometry.ts';
import type { Viewport } from './types.ts';

/** Sizes in pixels that follow from the room there is and from nothing else. */
export interface Metrics {
  readonly pad: number;
  /** Widths of the columns beside the brokers. */
  readonly left: number;
  readonly right: number;
  /** Between those columns and the brokers: in a stack links fan out there, beside columns they only pass. */
  readonly gutterOfStack: number;
  readonly gutterOfColumns: number;
  readonly controllers: number;
  readonly topChannel: number;
  readonly bottomChannel: number;
  readonly brokerHeader: number;
  readonly brokerGap: number;
  readonly cardPad: number;
  readonly cardBottom: number;
  readonly producer: number;
  readonly groupHeader: number;
  readonly memberHeader: number;
  readonly line: number;
  readonly admin: number;
}

/** The brokers get no wider than this; what is left widens the sides. */
const BROKERS_MAX = 860;

/** With more brokers than this their headers shrink to a line of text. */
const BROKERS_ROOMY = 9;

export function metricsFor(viewport: Viewport, brokers: number): Metrics {
  const { width, height, kind } = viewport;
  const crowd = brokers > BROKERS_ROOMY ? CROWD : {};
  if (kind === 'phone') return { ...PHONE, ...PHONE_SIDES, ...crowd };
  const base = height >= 480 && width >= 620 ? COMFORTABLE : height >= 230 && width >= 560 ? SNUG : TIGHT;
  return { ...base, ...sides(width, base === TIGHT), ...crowd };
}

const CROWD: Partial<Metrics> = { brokerHeader: 20, brokerGap: 5, cardBottom: 4, cardPad: 8 };

type Sides = Pick<Metrics, 'left' | 'right' | 'gutterOfStack' | 'gutterOfColumns'>;

function sides(width: number, tight: boolean): Sides {
  const share = fraction(width, tight ? 440 : 680, tight ? 600 : 960);
  const spare = Math.max(0, width - BROKERS_MAX - 560);
  return {
    left: mix(tight ? 80 : 94, tight ? 92 : 126, share) + Math.min(40, spare / 6),
    right: mix(tight ? 88 : 116, tight ? 104 : 158, share) + Math.min(60, spare / 6),
    gutterOfStack: mix(tight ? 26 : 40, tight ? 34 : 70, share) + spare / 3,
    gutterOfColumns: tight ? 16 : 26,
  };
}

const COMFORTABLE: Omit<Metrics, keyof Sides> = {
  pad: 16,
  controllers: 44,
  topChannel: 22,
  bottomChannel: 30,
  brokerHeader: 28,
  brokerGap: 10,
  cardPad: 12,
  cardBottom: 5,
  producer: 96,
  groupHeader: 36,
  memberHeader: 28,
  line: 16,
  admin: 26,
};

const SNUG: Omit<Metrics, keyof Sides> = {
  pad: 8,
  controllers: 24,
  topChannel: 16,
  bottomChannel: 24,
  brokerHeader: 22,
  brokerGap: 6,
  cardPad: 10,
  cardBottom: 4,
  producer: 60,
  groupHeader: 34,
  memberHeader: 26,
  line: 15,
  admin: 24,
};

const TIGHT: Omit<Metrics, keyof Sides> = {
  pad: 8,
  controllers: 22,
  topChannel: 16,
  bottomChannel: 22,
  brokerHeader: 20,
  brokerGap: 6,
  cardPad: 8,
  cardBottom: 4,
  producer: 42,
  groupHeader: 18,
  memberHeader: 24,
  line: 15,
  admin: 24,
};

const PHONE: Omit<Metrics, keyof Sides> = { ...SNUG, pad: 10, controllers: 26, brokerHeader: 26, brokerGap: 8, groupHeader: 24 };

const PHONE_SIDES: Sides = { left: 0, right: 0, gutterOfStack: 20, gutterOfColumns: 20 };
