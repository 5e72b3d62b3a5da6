/** A run as text, for the dialog that shows it. */
export { transcriptText, type Transcript, type TranscriptLine, type TranscriptSection } from '../protocol/transcript.ts';
