/** How limits on replication hold followers back (KIP-73). */

export const leaderGivesNoMore = 'A leader gives followers that are not in sync no more than that.';
export const followerFetchesNoMore = 'A follower that is not in sync fetches no more than that.';
