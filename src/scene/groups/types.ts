/** What the worker tells of groups, for everyone who draws: components reach it through here. */
export type { GroupDetail, GroupMember, GroupPartition, GroupsDetail, Outsider, Unread } from '../../protocol/groupsDetail.ts';
