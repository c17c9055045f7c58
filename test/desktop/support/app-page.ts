import type { BridgeWire } from '../../../src/core/ipc/bridge.ts';
import type { ElectronApplication, Locator, Page } from 'playwright-core';
import type { ServerDraft } from '../../../src/core/servers/server-draft.ts';
import type { RequestAnswer, RequestArgs, RequestName } from '../../../src/core/ipc/table.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { PLAIN_RULE } from '../../../src/core/rules/rule-choices.ts';
import { pollFor } from './poll.ts';

/** The page of the window that is open, or opens within 10 s, once it has drawn itself. */
export async function findPage(electronApp: ElectronApplication): Promise<Page> {
  const page = await pollFor('page of the app', () => electronApp.windows().find((open) => !open.isClosed()));
  await page.locator('pl-app main').waitFor();
  return page;
}

/** Asks the app something through the bridge that its own page uses. Rejects with the app's sentence. */
export function askApp<N extends RequestName>(
  page: Page,
  name: N,
  ...args: RequestArgs<N>
): Promise<RequestAnswer<N>> {
  return page.evaluate(
    (request) => {
      const wire = Reflect.get(globalThis, 'porchlight') as BridgeWire;
      return wire.request(request.name, request.args).then((answer) => {
        if (!answer.ok) throw new Error(answer.message);
        return answer.value;
      });
    },
    { name, args },
  ) as Promise<RequestAnswer<N>>;
}

/**
 * Saves a server as the form does. Returns its id. From then on a notification is shown also of what is in view in the log, where
 * a test looks for it first.
 */
export async function saveServer(
  page: Page,
  draft: Partial<ServerDraft> & Pick<ServerDraft, 'url'>,
): Promise<string> {
  const whole: ServerDraft = {
    name: 'Test home',
    colour: 'blue',
    credentialKind: 'bearer',
    restrict: [],
    enabled: true,
    ...draft,
  };
  const result = await askApp(page, 'saveServer', { ...whole, restrict: [...whole.restrict] });
  if (!result.ok) throw new Error(result.message);
  await askApp(page, 'changeSettings', { notifications: { tellWhileLooking: true } });
  return result.id;
}

/** Adds a rule that tells of the events of a query. */
export async function saveRule(
  page: Page,
  name: string,
  query: string,
  rest: Partial<Rule> = {},
): Promise<void> {
  const plain = { id: name.slice(0, 64), name, enabled: true, query, cooldownMs: 10_000, ...PLAIN_RULE };
  const rule = { ...plain, ...rest };
  const refusal = await askApp(page, 'saveRule', rule);
  if (refusal !== null) throw new Error(refusal);
}

/** The rows of the log in which a text stands, also one that is spread over columns: its sentence is a title. */
export function rowsWith(page: Page, text: string): Locator {
  const rows = page.locator('pl-log-list [data-seq]');
  return rows
    .filter({ hasText: text })
    .or(rows.filter({ has: page.locator(`[title*=${JSON.stringify(text)}]`) }));
}

/** Goes to a page by the rail. */
export async function openAppPage(page: Page, name: 'Events' | 'Notifications' | 'Settings'): Promise<void> {
  await page.locator(`pl-nav-rail button[aria-label^="${name}"]`).click();
}
