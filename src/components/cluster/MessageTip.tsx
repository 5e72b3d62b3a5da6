import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { FlowView, MessageView } from '../../scene/frame.ts';
import { nodeName } from '../../store/facts.ts';
import { useSimulator } from '../simulatorContext.tsx';
import * as words from '../../words/cluster/picture.ts';
import type { MessageScene } from './layers/messageScene.ts';

/** How near to a message over something else a press means it. */
const HIT = 7;

function messageWords({ label, fate }: MessageView): string {
  return fate === 'travelling' ? words.messageAndWhy(label) : words.stoppedMessageAndWhy[fate](label);
}

function flowWords(flow: FlowView | undefined): string {
  if (flow === undefined) return '';
  const { messages, category, records, from, to } = flow;
  const ends = [nodeName(from), nodeName(to)] as const;
  return records === 0 ? words.flow(messages, category, ...ends) : words.flowWithRecords(messages, category, records, ...ends);
}

interface MessageTipProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly moving: RefObject<MessageScene | null>;
  readonly width: number;
}

/** Says what the message under the pointer is; a press asks why. */
export function MessageTip({ root, moving, width }: MessageTipProps): ReactNode {
  const tip = useRef<HTMLDivElement>(null);
  const { actions } = useSimulator();
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const hide = (): void => {
      if (tip.current !== null) tip.current.hidden = true;
    };
    const show = (event: PointerEvent): void => {
      const box = current.getBoundingClientRect();
      const [left, top] = [event.clientX - box.left, event.clientY - box.top];
      const found = moving.current?.nearest(left, top) ?? null;
      const flow = found === null ? (moving.current?.nearestFlow(left, top) ?? null) : null;
      const at = found ?? flow;
      if (at === null || tip.current === null) {
        hide();
        return;
      }
      const { x, y } = at;
      tip.current.hidden = false;
      tip.current.textContent = found === null ? flowWords(flow?.flow) : messageWords(found.message);
      tip.current.style.transform = `translate(${x > width / 2 ? 'calc(-100% - 10px)' : '10px'}, -130%)`;
      tip.current.style.left = `${x}px`;
      tip.current.style.top = `${Math.max(28, y)}px`;
    };
    const ask = (event: MouseEvent): void => {
      const box = current.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const found = moving.current?.nearest(x, y) ?? null;
      const isOnThing = event.target instanceof Element && event.target.closest('.entity, .link-hit, button') !== null;
      // A message may pass over what else could be meant: there it has to be hit.
      if (found === null || (isOnThing && Math.hypot(found.x - x, found.y - y) > HIT)) return;
      event.stopPropagation();
      const { key, label, from, to } = found.message;
      actions.askWhyOf({ kind: 'message', id: Number(key) }, words.messageFromTo(label, nodeName(from), nodeName(to)));
    };
    current.addEventListener('click', ask, true);
    current.addEventListener('pointermove', show);
    current.addEventListener('pointerleave', hide);
    return () => {
      current.removeEventListener('click', ask, true);
      current.removeEventListener('pointermove', show);
      current.removeEventListener('pointerleave', hide);
    };
  }, [root, moving, width, actions]);
  return <div className="message-tip" ref={tip} aria-hidden="true" hidden />;
}
