import { prepareHomeAssistant } from './prepare-home-assistant.ts';
import type { PreparedHomeAssistant, ReportProgress } from './prepare-home-assistant.ts';
import { openRawStream, unicodeOnTheWire } from './raw-stream.ts';
import { startHomeAssistant } from './start-home-assistant.ts';
import { HOME_ASSISTANT_RELEASES } from './versions.ts';

const unicodeText = 'Grüße aus der Küche 🏠 日本語';

async function checkOne(prepared: PreparedHomeAssistant, report: ReportProgress): Promise<boolean> {
  if (prepared.kind === 'unavailable') {
    report(`Home Assistant ${prepared.version}: skipped, ${prepared.reason}.`);
    return true;
  }
  let lastMs = performance.now();
  const lap = (): string => {
    const nowMs = performance.now();
    const seconds = ((nowMs - lastMs) / 1000).toFixed(2);
    lastMs = nowMs;
    return `${seconds} s`;
  };
  const server = await startHomeAssistant(prepared);
  try {
    const steps = [`started in ${lap()}`];
    const stream = await openRawStream(server);
    await stream.until('data: ping\n\n', 5_000);
    steps.push(`ping after ${lap()}`);
    await server.fire('smoke_event', { text: unicodeText });
    await stream.until(unicodeOnTheWire(unicodeText, server), 5_000);
    steps.push(`Unicode event after ${lap()}`);
    await server.toggle();
    await stream.until('"custom_event"', 5_000);
    steps.push(`automation and script after ${lap()}`);
    const stopped = server.stop();
    await stream.ended(10_000);
    steps.push(`stream ended ${lap()} after SIGTERM`);
    await stopped;
    steps.push(`process gone ${lap()} later`);
    report(`Home Assistant ${server.version}: ${steps.join(', ')}.`);
    return true;
  } catch (error) {
    report(`Home Assistant ${server.version}: FAILED. ${String(error)}\n${server.log()}`);
    return false;
  } finally {
    await server.dispose();
  }
}

/** Installs what is missing, all releases at once. Rejects with the first failure when all have come to an end. */
export async function prepareAll(report: ReportProgress): Promise<readonly PreparedHomeAssistant[]> {
  const all = HOME_ASSISTANT_RELEASES.map(({ version }) => prepareHomeAssistant(version, report));
  await Promise.allSettled(all);
  return Promise.all(all);
}

/** Runs all three at once and proves that each one's stream works. False when one does not. */
export async function smoke(report: ReportProgress): Promise<boolean> {
  const all = await prepareAll(report);
  for (const each of all) {
    if (each.kind === 'ready')
      report(`Home Assistant ${each.release.version}: prepared in ${(each.tookMs / 1000).toFixed(1)} s.`);
  }
  const results = await Promise.all(all.map((prepared) => checkOne(prepared, report)));
  return results.every(Boolean);
}
