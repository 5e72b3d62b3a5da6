/** Facts and their words, for everyone who shows them: components reach the protocol through here. */
export type { ProduceAnswer } from '../protocol/produceAnswers.ts';
export type { BookmarkView, BranchView, BrokenGuarantee, DocumentSource, FactView, GuaranteeInfo, LibraryEntry, Offer, PredictionState, RunInfo, StoryStepInfo, WaitView } from '../protocol/messages.ts';
export { MOST_WINDOWS } from '../protocol/partitionsDetail.ts';
export { causeKey, type BecauseLink } from '../protocol/because.ts';
export { nodeName } from '../words/narration/names.ts';
export { factLevel, sentence } from '../protocol/narration.ts';
export { MESSAGE_KINDS, messageId, type NodeFamily, type SequenceCrowd, type SequenceMessage, type SequenceNode, type SequenceStretch, type SequenceTick } from '../protocol/sequence.ts';
export type { MessageCategory } from '../protocol/views.ts';
