import { systemCode } from '../node/describe-file-problem.ts';
import { anySignal } from './any-signal.ts';
import { outputProblem } from './exit-code.ts';

/** The part of a Node stream that is needed. */
export interface AwaitedStream {
  /** False when the stream's buffer is full and the writer should wait for `drain`. */
  write(text: string, written?: () => void): boolean;
  on(event: 'drain', fn: () => void): unknown;
  on(event: 'error', fn: (error: Error) => void): unknown;
}

export type AwaitedOutput = ReturnType<typeof createAwaitedOutput>;

/** Writes text and waits for a slow reader, because stored events can wait. Nothing is dropped. */
export function createAwaitedOutput(stream: AwaitedStream, asked: AbortSignal) {
  const closing = new AbortController();
  const signal = anySignal(asked, closing.signal);
  let failure: string | null = null;
  let onDrain: (() => void) | null = null;

  function fail(error: unknown): void {
    const code = systemCode(error);
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') failure ??= code || 'unknown';
    closing.abort();
  }

  stream.on('error', fail);
  stream.on('drain', () => onDrain?.());
  signal.addEventListener('abort', () => onDrain?.());

  return {
    /** Aborts when the reader is gone, when writing failed, or with the given signal. */
    signal,
    /** Resolves when more may be written, and at once when the reader is gone. Never rejects. */
    write: async (text: string): Promise<void> => {
      if (signal.aborted || text === '') return;
      try {
        if (stream.write(text)) return;
      } catch (error) {
        // A file is written synchronously, so a full disk is reported here.
        fail(error);
        return;
      }
      await new Promise<void>((resolve) => (onDrain = resolve));
      onDrain = null;
    },
    /** Resolves when all is written or the reader is gone. @throws Problem when it could not be written */
    end: async (): Promise<void> => {
      if (!signal.aborted) {
        await new Promise<void>((resolve) => {
          onDrain = resolve;
          stream.write('', resolve);
        });
      }
      if (failure !== null) throw outputProblem(failure);
    },
  };
}
