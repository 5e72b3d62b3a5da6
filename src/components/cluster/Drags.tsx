import type { RefObject } from 'react';
import type { MessageScene } from './layers/messageScene.ts';
import { useConsumerDrag } from './useConsumerDrag.ts';
import { useLinkDrag } from './useLinkDrag.ts';

interface DragsProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly moving: RefObject<MessageScene | null>;
}

/** What can be done to the picture by dragging. Draws nothing until then. */
export default function Drags({ root, moving }: DragsProps): null {
  useLinkDrag(root, moving);
  useConsumerDrag(root);
  return null;
}
