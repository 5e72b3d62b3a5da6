/**
 * A flavoured type: a plain value is accepted where the flavour is asked for, but two different
 * flavours do not mix. So an `Offset` cannot be passed as a `TimeUs`, while literals and
 * arithmetic need no casts.
 */
export type Flavor<T, Name extends string> = T & { readonly __flavor?: Name };

/** Virtual time since the start of the run, integer microseconds. */
export type TimeUs = Flavor<number, 'TimeUs'>;
/** A span of virtual time, integer microseconds. */
export type DurationUs = Flavor<number, 'TimeUs'>;

export const US_PER_SECOND = 1_000_000;
