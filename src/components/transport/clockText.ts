/** A virtual time to the millisecond: `14.702 s`, `2 min 04.500 s`, `1 h 02 min 04.500 s`. */
export function clockText(us: number): string {
  const ms = Math.floor(us / 1000);
  const seconds = (ms % 60_000) / 1000;
  const minutes = Math.floor(ms / 60_000) % 60;
  const hours = Math.floor(ms / 3_600_000);
  if (hours > 0) return `${hours} h ${pad(minutes)} min ${padded(seconds)} s`;
  return minutes > 0 ? `${minutes} min ${padded(seconds)} s` : `${seconds.toFixed(3)} s`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

function padded(seconds: number): string {
  return seconds.toFixed(3).padStart(6, '0');
}
