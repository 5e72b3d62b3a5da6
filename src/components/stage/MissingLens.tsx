import type { ReactNode } from 'react';

/** In place of a lens whose program could not be fetched. */
export function MissingLens(): ReactNode {
  return (
    <div className="lens lens-missing">
      <p role="alert">This lens could not be fetched from the server. The run goes on; look through another lens, or load the page again.</p>
    </div>
  );
}
