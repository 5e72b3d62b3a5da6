/** More than any document that is accepted, so that too large a file is refused for its size and never read whole. */
const MOST_BYTES = 8_000_000;

/** The text of a file. One that cannot be read (a folder, a file that is gone) gives no text and is then refused. */
export async function readDocument(file: File): Promise<string> {
  try {
    return await file.slice(0, MOST_BYTES).text();
  } catch {
    return '';
  }
}
