import { expect, it } from 'vitest';
import { startBench, until } from '../main/support/services-bench.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';
import { logIn } from '../support/log-in.ts';
import { visit } from '../support/visit.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import { OWNER_LOGIN } from './long-lived-tokens.ts';
import { itComparesAddresses } from './same-instance.ts';

await describeHomeAssistant('2024.3.3', (server) => {
  it('signs in, streams, comes back after a restart, and signs out, without a failed login', async () => {
    const { services, opened } = startBench(createTemporaryFolder());
    const answer = services.signIn.run({
      name: 'Home',
      url: server().url,
      colour: 'blue',
      credentialKind: 'sign-in',
      restrict: [],
      enabled: true,
    });
    await until('the browser', () => opened.length > 0);
    const [url = ''] = opened;
    // It lists no PKCE.
    expect(new URL(url).searchParams.has('code_challenge')).toBe(false);
    const page = await visit(await logIn(url, OWNER_LOGIN));
    expect(page.text).toContain('You are signed in');
    const result = await answer;
    if (!result.ok) throw new Error(result.message);
    const state = (): string => services.monitor.state(result.id).kind;
    await until('the stream', () => state() === 'live');
    await until('the version', () => services.versionOf(result.id) === '2024.3.3');

    await server().restart();
    services.monitor.reconnect(result.id);
    await until('the stream again', () => state() === 'live');

    expect(server().log()).not.toContain('/auth/revoke');
    services.editing.removeServer(result.id);
    await expect.poll(() => server().log()).toContain('/auth/revoke');
    expect(server().requestsSeen()).toMatchObject({ failedLogins: 0, banned: [] });
  }, 90_000);

  itComparesAddresses(server);
});

await describeHomeAssistant('0.100.3', itComparesAddresses, { extra: { auth: null } });
