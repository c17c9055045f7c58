import type { Socket } from 'node:net';

/**
 * Waits until a socket is open: resolves with it at `event`, rejects at its first error or end, or when the signal
 * aborts. A socket that did not open is destroyed.
 */
export function whenOpen<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    function settle(): void {
      socket.off(event, onOpen);
      socket.off('error', fail);
      socket.off('close', onClose);
      signal.removeEventListener('abort', onAbort);
    }
    function onOpen(): void {
      settle();
      resolve(socket);
    }
    function fail(error: unknown): void {
      settle();
      // An error that comes later must not be an unheard one.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error instanceof Error ? error : new Error('The socket did not open.'));
    }
    function onClose(): void {
      fail(Object.assign(new Error('The socket was closed.'), { code: 'ECONNRESET' }));
    }
    function onAbort(): void {
      fail(Object.assign(new Error('The wait was given up.'), { code: 'ABORT_ERR' }));
    }
    socket.on(event, onOpen);
    socket.on('error', fail);
    socket.on('close', onClose);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}
