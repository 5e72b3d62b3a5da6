import type { Lens } from '../../base/lens.ts';

/** The HTML that shows a built-in scenario through a lens on another page; `base` is the address of this one. */
export function embedSnippet(id: string, title: string, lens: Lens, base: string): string {
  const address = new URL('embed.html', base);
  address.searchParams.set('scenario', id);
  if (lens !== 'cluster') address.searchParams.set('lens', lens);
  return `<iframe src="${escape(address.href)}" title="${escape(title)}" width="760" height="410" loading="lazy"></iframe>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
