/** Drawn twice as large, so that letters stay sharp. */
const SCALE = 2;
const SVG = 'http://www.w3.org/2000/svg';
const XHTML = 'http://www.w3.org/1999/xhtml';

const GAP = 16;

/**
 * The stage as a picture that stands by itself: its elements with the page's styles in it, letters by the names of their fonts, and nothing
 * that has to be fetched. Of two runs that are compared it is both, with their titles. What it holds are a page's elements, so only browsers draw it.
 */
export function stagePicture(): string | null {
  const scenes = [...document.querySelectorAll<HTMLElement>('.app-stage .lens')].map((lens) => lens.querySelector<HTMLElement>('.scene') ?? lens);
  if (scenes.length === 0) return null;
  const titles = scenes.map((scene) => scene.closest('.compare-picture')?.querySelector<HTMLElement>('.compare-title') ?? null);
  const sizes = scenes.map((scene, index) => withTitle(sizeOf(scene), titles[index]?.offsetHeight ?? 0));
  const places = sideBySide(sizes);
  const root = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ ...places.whole, viewBox: `0 0 ${places.whole.width} ${places.whole.height}` })) root.setAttribute(name, String(value));
  root.dataset['theme'] = isDark() ? 'dark' : 'light';
  const style = document.createElementNS(SVG, 'style');
  style.textContent = pictureStyles([...document.styleSheets].flatMap(rulesOf));
  root.append(style);
  for (const [index, scene] of scenes.entries()) {
    const size = sizes[index] ?? sizeOf(scene);
    const frame = document.createElementNS(SVG, 'foreignObject');
    for (const [name, value] of Object.entries({ ...size, x: places.lefts[index] ?? 0 })) frame.setAttribute(name, String(value));
    frame.append(groundFor(scene, titles[index] ?? null, size));
    root.append(frame);
  }
  return new XMLSerializer().serializeToString(root);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where pictures stand beside one another, and the room that they take. */
export function sideBySide(sizes: readonly Size[]): { readonly whole: Size; readonly lefts: readonly number[] } {
  const lefts: number[] = [];
  let right = 0;
  for (const { width } of sizes) {
    const left = right === 0 ? 0 : right + GAP;
    lefts.push(left);
    right = left + width;
  }
  return { whole: { width: right, height: Math.max(0, ...sizes.map(({ height }) => height)) }, lefts };
}

function withTitle({ width, height }: Size, titleHeight: number): Size {
  return { width, height: height + titleHeight };
}

/** All of it, also what is scrolled out of sight. */
function sizeOf({ scrollWidth, scrollHeight }: HTMLElement): Size {
  return { width: scrollWidth, height: scrollHeight };
}

/** What a canvas cannot draw, a page may not: then it rejects. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('no picture came');
  return blob;
}

/** Without fonts and whatever else has an address: a picture fetches nothing. */
export function pictureStyles(rules: readonly string[]): string {
  return rules.filter((rule) => !/^@(font-face|import|namespace)|url\(|image-set\(/i.test(rule)).join('\n');
}

function rulesOf(sheet: CSSStyleSheet): string[] {
  try {
    return [...sheet.cssRules].map(({ cssText }) => cssText);
  } catch {
    // A sheet of somebody else's, put in by an extension.
    return [];
  }
}

/** The page's own ground and letters, which the stage takes from what is around it. */
function groundFor(scene: HTMLElement, title: HTMLElement | null, { width, height }: Size): HTMLElement {
  const ground = document.createElementNS(XHTML, 'div') as HTMLElement;
  const { fontFamily, fontSize, lineHeight, color } = getComputedStyle(scene);
  Object.assign(ground.style, { position: 'relative', width: `${width}px`, height: `${height}px`, background: 'var(--paper)', fontFamily, fontSize, lineHeight, color });
  const around = scene.closest<HTMLElement>('.lens');
  const lens = (around?.cloneNode(false) ?? document.createElementNS(XHTML, 'div')) as HTMLElement;
  if (around === scene) lens.append(...stillOf(scene).childNodes);
  else lens.append(stillOf(scene));
  // What differs is marked by the styles of a comparison.
  if (title !== null) ground.className = 'compare';
  if (title !== null) ground.append(title.cloneNode(true));
  ground.append(lens);
  return ground;
}

/** A copy in which nothing moves; what was painted on canvas is an image. */
function stillOf(scene: HTMLElement): HTMLElement {
  const copy = scene.cloneNode(true) as HTMLElement;
  // Nobody can press them there.
  for (const button of copy.querySelectorAll('.entity-button')) button.remove();
  const painted = scene.querySelectorAll('canvas');
  copy.querySelectorAll('canvas').forEach((canvas, index) => {
    const original = painted[index];
    if (original === undefined || original.width === 0 || original.height === 0) return canvas.remove();
    const image = document.createElementNS(XHTML, 'img') as HTMLImageElement;
    image.src = original.toDataURL();
    image.className = canvas.className;
    image.style.cssText = canvas.style.cssText;
    return canvas.replaceWith(image);
  });
  return copy;
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
