import type { TranscriptSection } from '../../store/transcript.ts';

/** The sections up to so many lines, the last one cut there, and how many lines are left. */
export function firstLines(sections: readonly TranscriptSection[], most: number): { readonly shown: readonly TranscriptSection[]; readonly more: number } {
  const shown: TranscriptSection[] = [];
  let room = most;
  let more = 0;
  for (const section of sections) {
    // A heading without its lines would say that nothing happened.
    if (room === 0 && (more > 0 || section.lines.length > 0)) {
      more += section.lines.length;
      continue;
    }
    const lines = section.lines.slice(0, room);
    shown.push({ ...section, lines });
    room -= lines.length;
    more += section.lines.length - lines.length;
  }
  return { shown, more };
}
