import { EXIT } from './exit-code.ts';
import { runPorchlight } from './run-porchlight.ts';

const ending = new AbortController();

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The second one is from somebody who will not wait for sockets to close.
    if (ending.signal.aborted) process.exit(EXIT.ok);
    ending.abort();
  });
}

// Nobody reads any more, which is no reason to fail. `tail` listens by itself and ends.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

process.on('uncaughtException', reportBug);
const { argv, env, stdin, stdout, stderr } = process;
process.exit(await runPorchlight({ argv: argv.slice(2), env, stdin, stdout, stderr, signal: ending.signal }));

/** Only where it happened: the message of a foreign error may quote what it was given, and that may be a secret. */
function reportBug(error: unknown): never {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const where = lines.filter((line) => line.startsWith('    at ')).join('\n');
  process.stderr.write(
    `porchlight: This is a bug in Porchlight. Please report it with these lines.\n${where}\n`,
  );
  process.exit(EXIT.bug);
}
