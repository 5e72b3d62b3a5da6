import { memo } from 'react';
import type { ReactNode } from 'react';
import { HUES } from '../../base/keyHue.ts';
import type { Rect } from '../../scene/geometry.ts';
import * as words from '../../words/cluster/picture.ts';
import type { LegendKey } from './useLegend.ts';

/** Which hue stands for which key. Keys beyond the eighth share hues with the first. */
export const KeyLegend = memo(function KeyLegend({ keys, area }: { readonly keys: readonly LegendKey[]; readonly area: Rect }): ReactNode {
  const flat = area.width > 200;
  const shown = keys.length > HUES ? keys.slice(0, HUES - 1) : keys;
  return (
    <div className="legend" data-flat={flat ? '' : undefined} style={{ left: area.x, top: area.y, width: area.width, height: area.height }}>
      {!flat && <span className="legend-title">{words.keys}</span>}
      <ul>
        {shown.map(({ key, hue }) => (
          <li key={key} title={key}>
            <i className="legend-swatch" data-hue={hue} />
            <span>{key}</span>
          </li>
        ))}
        {shown.length < keys.length && <li className="legend-more">{words.andMore(keys.length - shown.length)}</li>}
      </ul>
    </div>
  );
});
