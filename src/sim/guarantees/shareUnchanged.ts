import { sameData } from '../../base/sameData.ts';
import type { Guarantees } from './state.ts';

/** As `shareUnchanged` of a cluster: parts of an earlier copy stand in a later one where nothing has changed since. */
export function shareGuarantees(earlier: Guarantees, copy: Guarantees): void {
  for (const [name, ghost] of copy.partitions) {
    const known = earlier.partitions.get(name);
    if (known !== undefined && known !== ghost && sameData(known, ghost)) copy.partitions.set(name, known);
  }
  copy.nodes.forEach((node, index) => {
    const before = earlier.nodes[index];
    if (node?.kind !== 'broker' || before?.kind !== 'broker') return;
    for (const [name, view] of node.views) {
      view.ghost = copy.partitions.get(name) ?? view.ghost;
      const known = before.views.get(name);
      if (known !== undefined && known !== view && sameData(known, view)) node.views.set(name, known);
    }
  });
}
