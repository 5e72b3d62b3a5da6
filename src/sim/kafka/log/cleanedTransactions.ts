import type { ControlType, RecordBatch } from './recordBatch.ts';
import type { Offset } from '../types.ts';

/** An aborted transaction as the log remembers it (`AbortedTxn`): the offsets of its first record and of its marker. Immutable. */
export interface AbortedTxn {
  readonly producerId: number;
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
}

/**
 * Which transactions are under way where a cleaner has come to in a log. Lives for one pass, and is fed every batch of the
 * pass in order. Kafka: `CleanedTransactionMetadata`.
 */
export interface CleanedTransactions {
  /** Transactions that begin later than what was read, in order of their first offset. */
  readonly ahead: AbortedTxn[];
  readonly ongoingAborted: Map<number, { readonly txn: AbortedTxn; seen: boolean }>;
  /** Producers of which a batch was read that no abort covers. */
  readonly ongoingCommitted: Set<number>;
  /** Aborted transactions whose marker has to be found yet by readers: some of their batches were still there. */
  readonly kept: AbortedTxn[];
}

export function cleanedTransactions(): CleanedTransactions {
  return { ahead: [], ongoingAborted: new Map(), ongoingCommitted: new Set(), kept: [] };
}

/** Aborted transactions with records in [`from`, `to`). One that was added before does no harm. Kafka: `TransactionIndex.collectAbortedTxns`. */
export function addAborted(state: CleanedTransactions, aborted: readonly AbortedTxn[], from: Offset, to: Offset): void {
  for (const txn of aborted) if (txn.lastOffset >= from && txn.firstOffset < to) state.ahead.push(txn);
  state.ahead.sort((a, b) => a.firstOffset - b.firstOffset);
}

/**
 * Takes in the next batch and says whether its records may go for the transaction's sake: data of an aborted transaction,
 * or a marker of whose transaction no batch was read in this pass. A marker that may go still waits for its delete horizon.
 */
export function readBatch(state: CleanedTransactions, batch: RecordBatch): boolean {
  beginUpTo(state, batch.lastOffset);
  const control = batch.control;
  if (control !== null) return readMarker(state, batch, control);
  if (!batch.isTransactional) return false;
  const aborted = state.ongoingAborted.get(batch.producerId);
  if (aborted === undefined) {
    state.ongoingCommitted.add(batch.producerId);
    return false;
  }
  aborted.seen = true;
  return true;
}

function beginUpTo(state: CleanedTransactions, offset: Offset): void {
  for (let txn = state.ahead[0]; txn !== undefined && txn.firstOffset <= offset; txn = state.ahead[0]) {
    state.ahead.shift();
    if (!state.ongoingAborted.has(txn.producerId)) state.ongoingAborted.set(txn.producerId, { txn, seen: false });
  }
}

function readMarker(state: CleanedTransactions, batch: RecordBatch, control: ControlType): boolean {
  // Its record went in an earlier pass; what is left only remembers the producer's epoch.
  if (batch.records.length === 0) return true;
  if (control === 'commit') return !state.ongoingCommitted.delete(batch.producerId);
  const aborted = state.ongoingAborted.get(batch.producerId);
  state.ongoingAborted.delete(batch.producerId);
  if (aborted?.seen !== true) return true;
  state.kept.push(aborted.txn);
  return false;
}
