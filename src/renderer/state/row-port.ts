import { ROWS_MESSAGE } from '../../core/ipc/channels.ts';
import type { RowBatch } from '../../core/ipc/overview.ts';
import { ask, bridge } from './bridge.ts';

/**
 * Listens for row ports and asks for one. Each batch is acknowledged after it was taken, which is what lets main wait
 * for a slow page. A new port replaces the old one. Returns the undo.
 */
export function openRowPort(afterSeq: number, onBatch: (batch: RowBatch) => void): () => void {
  let port: MessagePort | null = null;
  /** Newest row that came. A batch of patches alone acknowledges nothing new. */
  let received = afterSeq;

  const close = (): void => {
    if (port === null) return;
    port.onmessage = null;
    port.close();
    port = null;
  };

  const onMessage = (event: MessageEvent): void => {
    const next = event.ports[0];
    if (event.source !== window || event.data !== ROWS_MESSAGE || next === undefined) return;
    close();
    port = next;
    next.onmessage = ({ data }: MessageEvent<RowBatch>) => {
      onBatch(data);
      received = Math.max(received, data.rows.at(-1)?.seq ?? 0);
      next.postMessage({ ack: received });
    };
  };

  window.addEventListener('message', onMessage);
  ask(bridge().openRows(afterSeq));
  return () => {
    window.removeEventListener('message', onMessage);
    close();
  };
}
