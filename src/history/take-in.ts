import { visitBatch, type Batch } from './batch.ts';
import { toProblem } from './fault.ts';
import type { HistoryStore } from './history-store.ts';

/**
 * Writes a batch. When the database turns out to be damaged a new one is begun, and the batch is written there. Returns
 * the sequence numbers of texts that were no events.
 */
export function takeIn(store: HistoryStore, batch: Batch): readonly number[] {
  try {
    return writeBatch(store, batch);
  } catch (error) {
    if (toProblem(error) !== 'corrupt') throw error;
    store.recover(error);
    return writeBatch(store, batch);
  }
}

function writeBatch(store: HistoryStore, batch: Batch): readonly number[] {
  const unparsed: number[] = [];
  visitBatch(batch, (event) => {
    if (store.isFull()) store.countLost(1);
    else if (!store.writer.writeEvent(event)) unparsed.push(event.seq);
  });
  batch.rows.forEach(store.writer.writeRow);
  batch.alerts.forEach(store.notes.addAlert);
  batch.states.forEach(store.notes.addState);
  store.commit();
  return unparsed;
}
