import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The plain way: node:http, cut at line ends, parsed, appended to a file. Nothing can be found in it, and nothing is shown.
const [, , url = '', total] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'porchlight-probe-'));
const out = createWriteStream(join(folder, 'events.ndjson'));
let events = 0;
let rest = '';
let startedMs = 0;
let cpu = process.cpuUsage();
get(`${url}/api/stream`, (response) => {
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    let block = '';
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      if (events === 0) {
        startedMs = performance.now();
        cpu = process.cpuUsage();
      }
      JSON.parse(line.slice(6));
      block += `${line.slice(6)}\n`;
      events += 1;
    }
    if (block !== '' && !out.write(block)) {
      response.pause();
      out.once('drain', () => response.resume());
    }
    if (events >= Number(total)) finish();
  });
});

function finish(): void {
  const receivedMs = performance.now();
  out.end(() => {
    const { user, system } = process.cpuUsage(cpu);
    const reading = {
      events,
      receivedSeconds: (receivedMs - startedMs) / 1e3,
      storedSeconds: (performance.now() - startedMs) / 1e3,
      cpuMicros: (user + system) / events,
    };
    process.stdout.write(`${JSON.stringify(reading)}\n`);
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
}
