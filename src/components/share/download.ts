/** Gives the reader a file. */
export function download(name: string, content: string | Blob): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type: 'application/json' }) : content);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  anchor.click();
  URL.revokeObjectURL(address);
}
