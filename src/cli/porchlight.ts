import { EXIT } from './exit-code.ts';
import { reportBug } from './report-bug.ts';
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

process.on('uncaughtException', (error) => {
  process.stderr.write(reportBug(error));
  process.exit(EXIT.bug);
});
const { argv, env, stdin, stdout, stderr } = process;
process.exit(await runPorchlight({ argv: argv.slice(2), env, stdin, stdout, stderr, signal: ending.signal }));
