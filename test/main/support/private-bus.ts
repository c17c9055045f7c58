import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { Message, sessionBus, type MessageBus } from '@jellybrick/dbus-next';
import { onTestFinished } from 'vitest';
import { createTemporaryFolder } from './temporary-folder.ts';

/** Tests of the bus need a real one, which every Linux desktop has. */
export const HAS_BUS = process.platform === 'linux' && existsSync('/usr/bin/dbus-daemon');

/** As on a desktop, but without the programs that this computer would start. */
function toConfig(address: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
    "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;
}

/** A bus of its own for one test, which can end and begin again at the same address. */
export async function startPrivateBus() {
  const folder = createTemporaryFolder();
  const address = `unix:path=${join(folder, 'bus')}`;
  const config = join(folder, 'bus.conf');
  writeFileSync(config, toConfig(address));
  let daemon: ChildProcess | null = null;
  const members = new Set<MessageBus>();

  async function start(): Promise<void> {
    const args = ['--nofork', '--nopidfile', '--print-address', `--config-file=${config}`];
    daemon = spawn('/usr/bin/dbus-daemon', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    if (daemon.stdout !== null) await once(daemon.stdout, 'data');
  }

  async function end(): Promise<void> {
    const ended = daemon;
    daemon = null;
    if (ended === null) return;
    const closed = once(ended, 'close');
    ended.kill('SIGKILL');
    await closed;
  }

  await start();
  onTestFinished(async () => {
    for (const member of members) member.disconnect();
    await end();
  });
  return {
    start,
    end,
    connect: (): MessageBus => sessionBus({ busAddress: address }),
    /** Another program on the bus. */
    async join(): Promise<MessageBus> {
      const member = sessionBus({ busAddress: address });
      members.add(member);
      (member as NodeJS.EventEmitter).on('error', () => undefined);
      await once(member, 'connect');
      return member;
    },
  };
}

/** Resolves when the bus has taken everything that a program sent. */
export async function flush(member: MessageBus): Promise<void> {
  const name = 'org.freedesktop.DBus';
  await member.call(
    new Message({ destination: name, path: '/org/freedesktop/DBus', interface: name, member: 'GetId' }),
  );
}
