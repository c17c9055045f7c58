import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { sleep } from '../sleep.ts';
import type { PostAnswer, PostRequest } from '../stream/rest.ts';
import { joinDocuments } from './registry.ts';
import { registryDocumentSchema, type RegistryDocument } from './registry-document.ts';
import { registryTemplate } from './registry-template.ts';

/** Sends one request to a live server, within the limit of requests. */
export type SendToServer = (serverId: string, request: PostRequest) => Promise<PostAnswer>;

/**
 * Asks a server for its registries, page after page, each within the limit of requests. `null` if it does not answer: it
 * is too old, the user may not ask, or the connection ended meanwhile. That is not reported.
 */
export async function readRegistry(
  ask: (request: PostRequest) => Promise<PostAnswer>,
  clock: Clock,
  signal: AbortSignal,
): Promise<RegistryDocument | null> {
  const pages: RegistryDocument[] = [];
  let size: number = LIMITS.registryPage;
  let offset = 0;
  for (let left: number = LIMITS.maxRegistryRequests; left > 0; left -= 1) {
    const answer = await ask({
      path: '/api/template',
      body: JSON.stringify({ template: registryTemplate(offset, size) }),
    });
    if (signal.aborted) return null;
    if (answer.kind === 'too-many') {
      await sleep(clock, answer.waitMs, signal);
    } else if (answer.kind === 'done') {
      const page = registryDocumentSchema.safeParse(answer.body);
      if (!page.success) return null;
      pages.push(page.data);
      offset += size;
      if (offset >= page.data.total) break;
    } else {
      // The names may be too long for one answer.
      const isRefused = answer.kind === 'failed' && answer.failure.code === 'bad-request';
      if (!isRefused || size === LIMITS.leastRegistryPage) return null;
      size = LIMITS.leastRegistryPage;
    }
  }
  return pages.length === 0 ? null : joinDocuments(pages);
}
