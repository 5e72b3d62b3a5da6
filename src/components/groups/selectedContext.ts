import { createContext } from 'react';

/** The entity that is selected. Of a large cluster there are thousands of parts, each of which would ask the store with every frame. */
export const SelectedContext = createContext<string | null>(null);
