import { LIMITS } from '../limits.ts';
import { askServer, type RestPorts } from './rest.ts';
import type { Target } from './request.ts';
import type { TransportResponse } from './transport.ts';

/**
 * The present picture of a `camera.*` or an `image.*`, in whatever format the server sends, or `null`. Nothing but the server
 * itself is asked, with limits for size and time.
 * https://developers.home-assistant.io/docs/api/rest (`GET /api/camera_proxy/<camera entity_id>`)
 */
export async function askPicture(
  ports: RestPorts,
  target: Target,
  entity: string,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const proxy = entity.startsWith('image.') ? 'image_proxy' : 'camera_proxy';
  const answer = await askServer<Uint8Array | null>(
    ports,
    target,
    {
      method: 'GET',
      path: `/api/${proxy}/${encodeURIComponent(entity)}`,
      accept: 'image/jpeg, image/png',
      deadlineMs: LIMITS.pictureDeadlineMs,
      signal,
    },
    readPicture,
  );
  return answer instanceof Uint8Array ? answer : null;
}

/** `null` for a body that is larger than `LIMITS.maxPictureBytes`. */
async function readPicture(response: TransportResponse): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = await response.read();
    if (chunk === null) break;
    bytes += chunk.length;
    if (bytes > LIMITS.maxPictureBytes) return null;
    chunks.push(chunk);
  }
  const picture = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    picture.set(chunk, at);
    at += chunk.length;
  }
  return picture;
}
