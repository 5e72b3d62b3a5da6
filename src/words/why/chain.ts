/** Where no rule knows the cause and only the order of events tells. */

export const setOff = 'It set this off.';
export const followed = 'It followed from that.';
