import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import { findPython } from './find-python.ts';
import { harnessAddress } from './harness-request.ts';
import { openRawStream, unicodeOnTheWire } from './raw-stream.ts';
import { HOME_ASSISTANT_RELEASES } from './versions.ts';

// What the other tests in this folder stand on: the servers themselves, seen without any of Porchlight's code.
for (const { version, bansAddresses, credentialKind } of HOME_ASSISTANT_RELEASES) {
  await describeHomeAssistant(version, (server) => {
    it('sends a ping at once, then a fired event with its Unicode', async () => {
      const text = 'Grüße 🏠 日本語';
      const stream = await openRawStream(server());
      expect(stream.response.headers['content-type']).toMatch(/^text\/event-stream/);
      await stream.until('data: ping\n\n', 5_000);
      await server().fire('door_opened', { text });
      await stream.until(unicodeOnTheWire(text, server()), 5_000);
      stream.close();
    });

    it('runs an automation and a script when the lamp is toggled, both ways', async () => {
      for (const state of ['"on"', '"off"']) {
        const stream = await openRawStream(server());
        await server().toggle();
        await stream.until('"custom_event"', 5_000);
        expect(await stream.until('"input_boolean.lamp"', 5_000)).toContain(state);
        stream.close();
      }
    });

    it('counts a wrong secret, and only that', async () => {
      const before = server().requestsSeen();
      const refused = await openRawStream(server(), 'wrong');
      expect(refused.response.statusCode).toBe(401);
      refused.close();
      await expect.poll(() => server().requestsSeen().failedLogins).toBe(before.failedLogins + 1);
      expect(server().requestsSeen().served).toEqual(before.served);
      const accepted = await openRawStream(server());
      await accepted.until('data: ping\n\n', 5_000);
      accepted.close();
      await expect.poll(() => server().requestsSeen().served).toEqual([...before.served, '/api/stream']);
    });

    it('ends the stream on SIGTERM and comes back at the same address', async () => {
      const stream = await openRawStream(server());
      await stream.until('data: ping\n\n', 5_000);
      const stopped = server().stop();
      await stream.ended(10_000);
      await stopped;
      await expect(openRawStream(server())).rejects.toThrow('ECONNREFUSED');
      await server().start();
      const again = await openRawStream(server());
      await again.until('data: ping\n\n', 5_000);
      again.close();
    }, 60_000);

    if (credentialKind === 'bearer') {
      it('refuses the stream to a user who is not an administrator, and counts it', async () => {
        const { failedLogins } = server().requestsSeen();
        const refused = await openRawStream(server(), server().plainToken ?? '');
        expect(refused.response.statusCode).toBe(401);
        refused.close();
        await expect.poll(() => server().requestsSeen().failedLogins).toBe(failedLogins + 1);
      });
    }

    if (bansAddresses) {
      it('bans the client after 3 failed logins, until the ban file is removed, and never the harness', async () => {
        await server().stop();
        await server().start();
        const { failedLogins } = server().requestsSeen();
        for (let attempt = 1; attempt <= 3; attempt += 1) {
          (await openRawStream(server(), 'wrong')).close();
          await expect.poll(() => server().requestsSeen().failedLogins).toBe(failedLogins + attempt);
        }
        await expect.poll(() => server().requestsSeen().banned).toEqual(['127.0.0.1']);
        const banned = await openRawStream(server());
        expect(banned.response.statusCode).toBe(403);
        banned.close();
        if (harnessAddress !== '127.0.0.1') await server().fire('still_here');

        await server().stop();
        await server().clearBans();
        await server().start();
        const allowed = await openRawStream(server());
        await allowed.until('data: ping\n\n', 5_000);
        allowed.close();
      }, 60_000);
    }

    it('leaves nothing behind when disposed', async () => {
      const { configFolder } = server();
      await server().dispose();
      expect(existsSync(configFolder)).toBe(false);
    }, 60_000);
  });
}

const python = await findPython();

const endsWithParent = 'a server ends when the process that started it is gone';

if (python.kind === 'missing') it.skip(`${endsWithParent}, skipped: ${python.reason}`);
else {
  it(endsWithParent, async () => {
    const [launcher, waiting] = ['launch.py', 'wait_forever.py'].map((name) =>
      fileURLToPath(new URL(`./python/${name}`, import.meta.url)),
    );
    const child = spawn(python.command, ['-I', launcher ?? '', waiting ?? ''], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.stdin.end();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(70);
  });
}

it('says which Python it needs when there is none', async () => {
  expect(await findPython(['no-such-python'])).toEqual({
    kind: 'missing',
    reason: 'Python 3.11 with venv is needed: no Python was found',
  });
});
