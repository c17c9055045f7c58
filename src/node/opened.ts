import { once } from 'node:events';
import type { Socket } from 'node:net';

/**
 * Waits until a socket is open: resolves with it at `event`, rejects at its first error or end, or when the signal
 * aborts. A socket that did not open is destroyed, and its later errors are ignored.
 */
export async function whenOpen<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  const ignore = (): void => undefined;
  const onClose = (): void => {
    socket.emit('error', Object.assign(new Error('The socket was closed.'), { code: 'ECONNRESET' }));
  };
  socket.on('error', ignore);
  socket.once('close', onClose);
  try {
    await once(socket, event, { signal });
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.off('close', onClose);
  }
  socket.off('error', ignore);
  return socket;
}
