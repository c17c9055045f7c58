// Installs the real Home Assistant servers that the integration tests use, into `.venvs/`.
//   node scripts/home-assistant.mjs            installs what is missing
//   node scripts/home-assistant.mjs --smoke    also starts all three and checks their streams
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const smokeFile = fileURLToPath(new URL('../test/home-assistant/smoke.ts', import.meta.url));

/**
 * Installs the servers that are missing. Prints one line for each that can't be had here, with the reason.
 * @param {(line: string) => void} report takes progress in plain words
 */
export async function prepareHomeAssistantServers(report) {
  const { module } = await runnerImport(smokeFile, { configFile: false, logLevel: 'error' });
  for (const prepared of await module.prepareAll(report)) {
    if (prepared.kind === 'unavailable') {
      report(`Home Assistant ${prepared.version}: its tests will be skipped, ${prepared.reason}.`);
    }
  }
}

async function runSmoke() {
  const { module } = await runnerImport(smokeFile, { configFile: false, logLevel: 'error' });
  return module.smoke(console.log);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (!process.argv.includes('--smoke')) await prepareHomeAssistantServers(console.log);
    else if (!(await runSmoke())) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
