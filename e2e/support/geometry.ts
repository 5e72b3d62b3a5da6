import type { Page } from '@playwright/test';

export interface Rules {
  readonly leastFontPx: number;
  readonly leastTargetPx: number;
}

/** The widths that every picture is looked at. */
export const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 760, height: 900 },
  { width: 390, height: 844 },
] as const;

const RULES: Rules = { leastFontPx: 11, leastTargetPx: 24 };

/**
 * What is wrong with how the page lies: words over words, over a button or over the edge of what holds them, words cut off,
 * words too small to read, things too small to hit, things beside the window. An empty list for a page that is right.
 */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(findFaults, RULES);
}

/** Where everything lies, in short: two pictures with the same are laid out alike. */
export async function layoutPrint(page: Page): Promise<string> {
  return page.evaluate(() => {
    let hash = 0;
    for (const element of document.querySelectorAll('body *')) {
      const { left, top, width, height } = element.getBoundingClientRect();
      for (const each of [left, top, width, height]) hash = (Math.imul(hash, 31) + Math.round(each * 8)) | 0;
    }
    return `${document.querySelectorAll('body *').length} ${hash}`;
  });
}

/** Runs in the page, so it may use nothing from outside. */
function findFaults({ leastFontPx, leastTargetPx }: Rules): string[] {
  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  interface Words {
    readonly text: string;
    readonly node: Node;
    readonly element: Element;
    readonly box: Box;
    readonly layer: Element | null;
  }
  const faults = new Set<string>();
  const boxOf = ({ left, top, right, bottom }: Box): Box => ({ left, top, right, bottom });
  const meet = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const isEmpty = ({ left, top, right, bottom }: Box): boolean => right - left <= 0.5 || bottom - top <= 0.5;
  const nameOf = (element: Element): string => {
    const key = element.closest<HTMLElement>('[data-key]')?.dataset['key'];
    return `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').split(' ')[0]}${key === undefined ? '' : ` of ${key}`}`;
  };
  const shown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) && element.closest('.visually-hidden, .skip-link, noscript, option') === null;

  /** Asked of an element once: nothing changes while the page is looked at. */
  const once = <T>(find: (element: Element) => T): ((element: Element) => T) => {
    const known = new Map<Element, T>();
    return (element) => {
      if (!known.has(element)) known.set(element, find(element));
      return known.get(element) as T;
    };
  };

  /** The sheet that something lies on: one that stays while the page scrolls, or that was opened over it, may cover what is under it. */
  const layerOf = once((element): Element | null => {
    if (element === document.body) return null;
    const { position, zIndex } = getComputedStyle(element);
    if (element.matches('dialog, [popover]') || /^(fixed|sticky)$/.test(position) || Number(zIndex) >= 5) return element;
    return element.parentElement === null ? null : layerOf(element.parentElement);
  });

  /** What an element lets be seen of what is inside it; `hole` null where that is all. */
  const holeOf = once((element): { readonly hole: Box | null; readonly overflowX: string; readonly scrolls: boolean; readonly isFixed: boolean } => {
    const { overflowX, overflowY, position } = getComputedStyle(element);
    const hole = overflowX === 'visible' && overflowY === 'visible' ? null : boxOf(element.getBoundingClientRect());
    return { hole, overflowX, scrolls: [overflowX, overflowY].some((each) => each === 'auto' || each === 'scroll'), isFixed: position === 'fixed' };
  });

  /** What can be seen of a box inside its element's ancestors, and the ancestor that cuts it without a way to scroll there. */
  const seenOf = (element: Element, box: Box): { readonly seen: Box; readonly cutBy: Element | null } => {
    let seen = box;
    let cutBy: Element | null = null;
    for (let outer: Element | null = element; outer !== null && outer !== document.documentElement; outer = outer.parentElement) {
      const { hole, overflowX, scrolls, isFixed } = holeOf(outer);
      if (hole !== null) {
        const sideways = seen.left < hole.left - 1 || seen.right > hole.right + 1;
        const downwards = seen.top < hole.top - 2.5 || seen.bottom > hole.bottom + 2.5;
        if (!scrolls && (sideways || downwards) && !isEmpty(seen)) cutBy ??= outer;
        if (scrolls && sideways && overflowX !== 'auto' && overflowX !== 'scroll') cutBy ??= outer;
        seen = meet(seen, hole);
      }
      if (isFixed) break;
    }
    return { seen, cutBy };
  };

  /** The nearest thing around that is drawn as a box: words belong inside it. */
  const frameOf = once((element): Element | null => {
    if (element === document.body) return null;
    const { borderRightWidth, borderRightStyle, backgroundColor, display } = getComputedStyle(element);
    const bordered = borderRightStyle !== 'none' && parseFloat(borderRightWidth) > 0;
    const filled = !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor);
    if (display !== 'inline' && (bordered || filled || element.classList.contains('entity'))) return element;
    return element.parentElement === null ? null : frameOf(element.parentElement);
  });

  const scrollsWithin = (element: Element, frame: Element): boolean => {
    for (let outer: Element | null = element; outer !== null; outer = outer === frame ? null : outer.parentElement) {
      if (holeOf(outer).scrolls) return true;
    }
    return false;
  };

  const allWords: Words[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '' || !shown(element)) continue;
    const { fontSize } = getComputedStyle(element);
    const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
    if (parseFloat(fontSize) * scale < leastFontPx - 0.05) faults.add(`"${text}" in ${nameOf(element)} is ${fontSize} high`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (isEmpty(line)) continue;
      const { seen, cutBy } = seenOf(element, boxOf(line));
      if (cutBy !== null) faults.add(`"${text}" in ${nameOf(element)} is cut off by ${nameOf(cutBy)}`);
      if (isEmpty(seen)) continue;
      const frame = frameOf(element);
      // What scrolls inside a box may lie half behind its edge.
      const outside = frame !== null && scrollsWithin(element, frame) ? undefined : frame?.getBoundingClientRect();
      if (outside !== undefined && (line.left < outside.left - 1 || line.right > outside.right + 1 || line.top < outside.top - 3 || line.bottom > outside.bottom + 3)) {
        faults.add(`"${text}" in ${nameOf(element)} leaves ${nameOf(frame as Element)}`);
      }
      if (seen.left < -1 || seen.right > document.documentElement.clientWidth + 1) faults.add(`"${text}" in ${nameOf(element)} is beside the window`);
      // Letters fill about the middle half of their line: lines may be set tightly.
      const slack = (seen.bottom - seen.top) * 0.22;
      allWords.push({ text, node, element, layer: layerOf(element), box: { ...seen, top: seen.top + slack, bottom: seen.bottom - slack } });
    }
  }
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const { textOverflow, overflowX } = getComputedStyle(element);
    if (textOverflow === 'ellipsis' && overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && shown(element)) {
      faults.add(`"${element.textContent.trim()}" in ${nameOf(element)} ends in an ellipsis`);
    }
  }

  const brush = document.createElement('canvas').getContext('2d');
  for (const select of document.querySelectorAll('select')) {
    if (brush === null || !shown(select)) continue;
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    brush.font = font;
    // The arrow takes about a letter's width.
    const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - 14;
    for (const { text } of select.options) {
      if (brush.measureText(text).width > room) faults.add(`"${text}" does not fit in ${nameOf(select)}`);
    }
  }

  allWords.sort((a, b) => a.box.left - b.box.left);
  for (const [index, a] of allWords.entries()) {
    for (const b of allWords.slice(index + 1)) {
      if (b.box.left > a.box.right) break;
      const common = meet(a.box, b.box);
      if (a.layer !== b.layer || common.right - common.left <= 1.5 || common.bottom - common.top <= 1) continue;
      if (a.node === b.node) {
        // What an ellipsis stands for lies over the words that are left.
        faults.add(`"${a.text}" in ${nameOf(a.element)} is shortened`);
      } else {
        faults.add(`"${a.text}" in ${nameOf(a.element)} lies over "${b.text}" in ${nameOf(b.element)}`);
      }
    }
  }

  const buttons = [...document.querySelectorAll<HTMLElement>('button:not(.term), select, input, textarea, a[href], summary')].filter(shown);
  for (const button of buttons) {
    const { seen } = seenOf(button, boxOf(button.getBoundingClientRect()));
    const layer = layerOf(button);
    for (const { text, element, box, layer: layerOfWords } of allWords) {
      if (layer !== layerOfWords || button.contains(element) || element.contains(button) || element.closest('label')?.contains(button) === true) continue;
      const common = meet(seen, box);
      if (common.right - common.left > 1.5 && common.bottom - common.top > 1) faults.add(`"${text}" in ${nameOf(element)} lies under ${nameOf(button)} "${button.getAttribute('aria-label') ?? button.textContent.slice(0, 30)}"`);
    }
    const target = button.closest('label') ?? button;
    const { width, height } = target.getBoundingClientRect();
    const inSentence = getComputedStyle(button).display === 'inline' && button.parentElement?.textContent !== button.textContent;
    if (!inSentence && (width < leastTargetPx - 0.5 || height < leastTargetPx - 0.5)) {
      faults.add(`${nameOf(button)} "${button.textContent || button.getAttribute('aria-label')}" is ${width.toFixed(0)} by ${height.toFixed(0)}`);
    }
  }

  // A mark of a connection is on the edge of a thing, and may lie over it, but not over its words.
  for (const mark of [...document.querySelectorAll<HTMLElement>('.scene > .trouble')].filter(shown)) {
    const { left, top, width, height } = mark.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const layer = layerOf(mark);
    for (const { text, element, box, layer: layerOfWords } of allWords) {
      if (layer !== layerOfWords) continue;
      const away = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
      if (away < 7) faults.add(`${nameOf(mark)} lies over "${text}" in ${nameOf(element)}`);
    }
  }

  // Words that explain themselves, and what of a text can be selected: where one stands alone, and not within a sentence, a finger has to hit it.
  for (const target of [...document.querySelectorAll<HTMLElement>('button.term, .gbroker')].filter(shown)) {
    const { width, height } = target.getBoundingClientRect();
    const isAlone = (target.parentElement?.innerText ?? '').trim() === target.innerText.trim() || target.matches('.gbroker');
    if (isAlone && (width < leastTargetPx - 0.5 || height < leastTargetPx - 0.5)) faults.add(`${nameOf(target)} "${target.textContent}" is ${width.toFixed(0)} by ${height.toFixed(0)}`);
  }

  const entities = [...document.querySelectorAll<HTMLElement>('.scene > .entity:not(.trouble), .scene .broker > .entity')].map((element) => ({ element, box: boxOf(element.getBoundingClientRect()) }));
  for (const [index, a] of entities.entries()) {
    const scene = boxOf((a.element.closest('.scene') as Element).getBoundingClientRect());
    if (a.box.left < scene.left - 1 || a.box.right > scene.right + 1 || a.box.bottom > scene.bottom + 1) faults.add(`${nameOf(a.element)} leaves the picture`);
    for (const b of entities.slice(index + 1)) {
      if (a.element.contains(b.element)) {
        const inside = meet(a.box, b.box);
        if (inside.right < b.box.right - 1 || inside.bottom < b.box.bottom - 1 || inside.left > b.box.left + 1) faults.add(`${nameOf(b.element)} leaves ${nameOf(a.element)}`);
        continue;
      }
      const common = meet(a.box, b.box);
      if (common.right - common.left > 1 && common.bottom - common.top > 1) faults.add(`${nameOf(a.element)} lies over ${nameOf(b.element)}`);
    }
  }

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.add(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
  for (const outer of document.querySelectorAll<HTMLElement>('body *')) {
    const { overflowX } = getComputedStyle(outer);
    // Beside the inspector the stage can be moved aside: that is meant.
    if (outer.matches('.app[data-inspecting="true"] > .app-stage')) continue;
    if ((overflowX === 'auto' || overflowX === 'scroll') && outer.scrollWidth > outer.clientWidth + 1 && shown(outer)) faults.add(`${nameOf(outer)} scrolls sideways`);
  }
  return [...faults];
}
