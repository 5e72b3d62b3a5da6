/** A mistake and what three hunts for it, each from another seed on, came to. */
export interface Mutant {
  readonly name: string;
  readonly hunts: readonly {
    /** Seeds played, the last one included. */
    readonly seeds: number;
    /** The one that showed it; null when none did. */
    readonly seed: number | null;
    readonly by: string | null;
    /** How often the mistake was made on the way. */
    readonly hits: number;
  }[];
}

export function mutantTable(mutants: readonly Mutant[]): string {
  const rows = mutants.map(({ name, hunts }) => {
    const found = hunts.filter(({ by }) => by !== null);
    const seeds = hunts.map((hunt) => hunt.seeds).toSorted((a, b) => a - b);
    const by = [...new Set(found.map((hunt) => hunt.by))].join(', ');
    const median = found.length > hunts.length / 2 ? String(seeds[Math.floor(seeds.length / 2)] ?? '') : `more than ${seeds[0] ?? 0}`;
    const all = hunts.map((hunt) => (hunt.by === null ? `not in ${hunt.seeds}` : String(hunt.seeds))).join(', ');
    const hits = hunts.reduce((sum, hunt) => sum + hunt.hits, 0);
    return `| \`${name}\` | ${median} | ${all} | ${by || verdict(hits)} | ${hits} |`;
  });
  return `# Mistakes that the tests must find

Made by \`npm run mutants\`. Each mistake is made on purpose in every run of the swarm until a check finds it, three times from different seeds.
\`hits\` counts how often the right rule would have done something else. A mistake that survives with hits is a gap in the checks; one without hits a gap in the
generator. The same seeds without a mistake are clean: that is the swarm itself. \`CANARY\` shows on every tenth seed and proves that failures come through. Names follow
the list of \`src/sim/kafka/config/modelSwitches.ts\`; those that Kafka itself once made are time-machine switches (\`src/sim/testing/swarm/mutations.ts\`).

All twenty mistakes in replication and all eight in the quorum that the research for this simulator lists are here; its
\`ISR_EXPAND_STALE_FOLLOWER_STATE\` is \`STALE_FOLLOWER_STATE\`. Of its others these are not here: \`NO_EPOCH_FENCE\`, \`MARKER_BEFORE_DATA\`,
\`LSO_IGNORES_OPEN_TXN\`, \`ENDTXN_NO_EPOCH\`, \`LATE_PRODUCE_OPENS_TXN\`, \`ABORTED_INDEX_MISSING\`, \`OFFSETS_NOT_IN_TXN\` (the swarm draws no transactions),
\`ASSIGN_BEFORE_REVOKE_ACK\` and the three of share groups (nor those groups), \`DEDUP_WINDOW_4\`, \`COMMIT_NO_GENERATION_CHECK\`, \`COMMIT_OFF_BY_ONE\`,
\`OFFSET_EXPIRE_ACTIVE_GROUP\` and the four of storage (no check of the swarm looks at what they break), \`NONDET_SET_ORDER\` and \`NONDET_CLOCK\`
(the second engine's test compares runs).

| mistake | median seeds | seeds in each hunt | found by | hits |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function verdict(hits: number): string {
  return hits > 0 ? 'nothing: a gap in the checks' : 'nothing: a gap in the generator';
}
