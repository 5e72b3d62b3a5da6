/** At the bands under a log, as much as has room. */

export const epoch = (of: number): string => `epoch ${of}`;
export const epochShort = (of: number): string => `e${of}`;
