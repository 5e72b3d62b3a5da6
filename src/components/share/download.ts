/** Gives the reader a text as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  anchor.click();
  URL.revokeObjectURL(address);
}
