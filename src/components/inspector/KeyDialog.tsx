import type { ReactNode } from 'react';
import * as words from '../../words/inspector/pictureKey.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { PictureKey } from './PictureKey.tsx';
import '../styles/inspector.css';

/** How to read the picture, where the panel beside it does not say it: there is no room for one, or it tells of what is selected. */
export default function KeyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={words.howToRead} onClose={onClose}>
      <PictureKey />
    </Dialog>
  );
}
