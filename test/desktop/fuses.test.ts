import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { desktopSkipReason } from './support/desktop-session.ts';
import { findPackagedApp } from './support/find-app.ts';

const on = '1'.charCodeAt(0);
const off = '0'.charCodeAt(0);

describe.skipIf(desktopSkipReason)(
  `the packaged executable${desktopSkipReason ? `: ${desktopSkipReason}` : ''}`,
  () => {
    it('has its fuses set', async () => {
      const wire = await getCurrentFuseWire(await findPackagedApp());
      expect(wire).toMatchObject({
        [FuseV1Options.RunAsNode]: off,
        [FuseV1Options.EnableCookieEncryption]: off,
        [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
        [FuseV1Options.EnableNodeCliInspectArguments]: off,
        [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
        [FuseV1Options.OnlyLoadAppFromAsar]: on,
        [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
      });
    });

    it('does not run as Node', async () => {
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '', WAYLAND_DISPLAY: '' };
      const run = promisify(execFile)(await findPackagedApp(), ['-e', 'console.log("I am " + "Node")'], {
        env,
        timeout: 20_000,
      });
      const output = await run.then(
        ({ stdout }) => stdout,
        (error: unknown) => String(error instanceof Error && 'stdout' in error ? error.stdout : error),
      );
      expect(output).not.toContain('I am Node');
    });
  },
);
