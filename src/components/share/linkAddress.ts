/** Longer than what every program that sends links lets through. */
export const LONG_LINK = 2_000;

/** The full page's address with a link's text after `#s=`, which no server ever sees. */
export function linkAddress(link: string, base: string): string {
  const address = new URL('index.html', base);
  address.search = '';
  address.hash = `s=${link}`;
  return address.href.replace('/index.html#', '/#');
}
