import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, longest first. In any order they are right; begun last, one of them would be waited for alone. */
const LONG = [
  'src/sim/cluster.property.test.ts',
  'src/sim/moves.property.test.ts',
  'src/sim/zookeeper.property.test.ts',
  'src/cli/cli.test.ts',
  'src/sim/storage.property.test.ts',
  'src/worker/frame/frameCache.test.ts',
  'test/swarm/mutants.test.ts',
  'src/sim/kafka/controller/raft/raftSafety.test.ts',
  'src/scenarios/timeline.property.test.ts',
  'src/worker/time/travel.property.test.ts',
];

/** The order on a machine that has not run the tests before: the size of a file says nothing about its time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = LONG.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
