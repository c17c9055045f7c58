import { EXIT } from './exit-code.ts';
import { runPorchlight } from './run-porchlight.ts';

const ending = new AbortController();

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // At the second signal the program exits without waiting for its sockets.
    if (ending.signal.aborted) process.exit(EXIT.ok);
    ending.abort();
  });
}

// The reader is gone, which is not an error. `tail` handles it itself and ends.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

process.on('uncaughtException', reportBug);
const { argv, env, stdin, stdout, stderr } = process;
process.exit(await runPorchlight({ argv: argv.slice(2), env, stdin, stdout, stderr, signal: ending.signal }));

/** Only the place in the code: the message of another library's error may quote its input, which may be a secret. */
function reportBug(error: unknown): never {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const where = lines.filter((line) => line.startsWith('    at ')).join('\n');
  process.stderr.write(
    `porchlight: This is a bug in Porchlight. Please report it with these lines.\n${where}\n`,
  );
  process.exit(EXIT.bug);
}
