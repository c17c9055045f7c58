import { measureInSession, tellFinding } from './desktop/measure-in-session.mjs';
import { SETTINGS_BUNDLE } from './desktop/prepare-folder.mjs';
import { measureIdle } from './idle/run-idle.mjs';
import { runBench } from './run-bench.mjs';
import { describeMachine } from './stream/machine.mjs';

const HELP = `Measures what Porchlight costs while nobody looks, beside an empty Electron app with a tray icon. Linux only. Takes
a quarter of an hour, since it takes ten minutes until V8 has compiled what runs at the pace of a house.

  npm run bench:idle -- [--seconds N] [--write]

  --seconds  how long each is watched, 60 unless told otherwise
  --write    writes docs/benchmarks/idle.md
`;

/** @param {Awaited<ReturnType<typeof measureIdle>>['findings']} findings */
function toTable(findings) {
  const baseMb = findings[0]?.use.pssMb ?? 0;
  const rows = findings.map(({ name, use, cpuPercent }) =>
    [
      name,
      `${cpuPercent.toFixed(2)} %`,
      `${use.pssMb.toFixed(0)} MB`,
      `${use.pssMb >= baseMb ? '+' : ''}${(use.pssMb - baseMb).toFixed(0)} MB`,
      `${use.privateMb.toFixed(0)} MB`,
      String(use.processes),
    ].join(' | '),
  );
  return [
    '| what runs | one core | proportional memory | against the empty app | private memory | processes |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

const OPTIONS = { seconds: '60', 'in-session': false };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  if (values['in-session']) {
    tellFinding(await measureIdle(Number(values.seconds) * 1000));
    return null;
  }
  /** @type {Awaited<ReturnType<typeof measureIdle>>} */
  const { version, findings } = await measureInSession(
    'bench/idle.mjs',
    ['--in-session', '--seconds', values.seconds],
    ['bench/idle/home.ts', SETTINGS_BUNDLE],
  );
  const report = [
    '# What Porchlight costs while nobody looks',
    `${await describeMachine()} Electron ${version}, a real session bus, window manager and panel on a virtual display, no GPU.`,
    `Each was left alone for 20 s, or as long as it says, and watched for ${values.seconds} s. Processor time and memory are of the program and every process below it.`,
    toTable(findings),
    'Goals, after ten minutes: at most 1.2 % of a core in the tray, at most 20 MB more than the empty app; at most 40 MB more after a window was closed.',
  ].join('\n\n');
  return report;
}

await runBench({ name: 'idle', help: HELP, options: OPTIONS, run: bench });
