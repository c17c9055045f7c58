import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe finds wrong, in the whole page or in one element of it. It runs in an isolated world that the page's policy
 * does not bind.
 *
 * @param path elements from the outside to the inside, each in the shadow tree of the one before.
 */
export async function findViolations(page: Page, path: readonly string[] = []): Promise<readonly unknown[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const context = path.length === 0 ? '' : JSON.stringify({ include: { fromShadowDom: path } });
  const run = `axe.run(${context}).then(({ violations }) => JSON.stringify(violations.map((v) => ({ id: v.id, nodes: v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " " + n.failureSummary) }))))`;
  const { result } = await session.send('Runtime.evaluate', {
    expression: `${await readFile(axePath, 'utf8')};${run}`,
    contextId: world.executionContextId,
    awaitPromise: true,
  });
  return JSON.parse(String(result.value)) as readonly unknown[];
}
