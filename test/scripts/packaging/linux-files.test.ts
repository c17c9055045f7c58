import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHomepage, writeLinuxFiles } from '../../../scripts/packaging/linux-files.mjs';
import { COMMANDS, OPTIONS, takesOption } from '../../../src/cli/options.ts';

const completions = new URL('../../../packaging/linux/completions/', import.meta.url);

describe('the files of a package', () => {
  let folder: string;
  let places: string[];
  const read = (place: string): Promise<Buffer> => {
    const found = places.find((line) => line.endsWith(`=${place}`)) ?? '';
    return readFile(found.slice(0, found.indexOf('=')));
  };
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'porchlight-files-')), 'deb');
    places = await writeLinuxFiles(folder, { version: '7.8.9', target: 'deb' });
  });
  afterAll(() => rm(join(folder, '..'), { recursive: true }));

  it('know the version', async () => {
    const manual = gunzipSync(await read('/usr/share/man/man1/porchlight.1.gz')).toString();
    expect(manual).toMatch(/^\.TH PORCHLIGHT 1 "\d{4}-\d\d-\d\d" "Porchlight 7\.8\.9"/);
    const metainfo = (await read('/usr/share/metainfo/io.porchlight.Porchlight.metainfo.xml')).toString();
    expect(metainfo).toMatch(/<release version="7\.8\.9" date="\d{4}-\d\d-\d\d" \/>/);
  });

  it('have pictures for software centres where the sources have a page', async () => {
    const homepage = 'https://github.com/somebody/porchlight';
    const made = await writeLinuxFiles(join(folder, '../pages'), {
      version: '7.8.9',
      target: 'deb',
      homepage,
    });
    const file = made.find((line) => line.endsWith('.metainfo.xml'))?.split('=')[0] ?? '';
    const metainfo = await readFile(file, 'utf8');
    expect(metainfo).toContain(`<url type="homepage">${homepage}</url>`);
    const images = [...metainfo.matchAll(/<image type="source">(.*?)<\/image>/g)].map(([, url]) => url ?? '');
    const raw = 'https://raw.githubusercontent.com/somebody/porchlight/v7.8.9/';
    expect(images).toHaveLength(3);
    for (const url of images) {
      expect(url).toContain(raw);
      expect(existsSync(new URL(`../../../${url.slice(raw.length)}`, import.meta.url))).toBe(true);
    }
    const without = await read('/usr/share/metainfo/io.porchlight.Porchlight.metainfo.xml');
    expect(without.toString()).not.toMatch(/screenshot|homepage|pages/);
  });

  it('leave out what only the .tar.gz has', () => {
    const excluded = places.filter((_, index) => places[index - 1] === '--exclude');
    expect(excluded).toEqual(['install.sh', 'terminal', 'share'].map((name) => `opt/Porchlight/${name}`));
    expect(places.slice(0, 2)).toEqual([
      '--description',
      expect.stringMatching(/^Desktop tray monitor.*\nEvery/),
    ]);
  });

  it('have a program in the PATH that may be run', async () => {
    expect((await stat(join(folder, 'porchlight'))).mode & 0o111).toBe(0o111);
  });

  it('say the licence as Debian wants it', async () => {
    const copyright = (await read('/usr/share/doc/porchlight/copyright')).toString();
    expect(copyright).toMatch(/^Copyright: \d{4} The Porchlight authors\nLicense: Expat\n Permission is/m);
  });

  it('put completions for zsh where the system looks', async () => {
    const place = (lines: string[]): boolean[] =>
      ['vendor-completions', 'site-functions'].map((name) =>
        lines.some((line) => line.endsWith(`/${name}/_porchlight`)),
      );
    expect(place(places)).toEqual([true, false]);
    expect(place(await writeLinuxFiles(join(folder, 'rpm'), { version: '1.0.0', target: 'rpm' }))).toEqual([
      false,
      true,
    ]);
  });
});

describe.each(COMMANDS)('the completions of porchlight %s', (command) => {
  const options = (Object.keys(OPTIONS) as (keyof typeof OPTIONS)[])
    .filter((option) => option !== 'help' && option !== 'version' && takesOption(command, option))
    .sort();

  it.each(['porchlight.bash', '_porchlight'])('are all of its options in %s', (file) => {
    const line =
      new RegExp(`^ *${command}\\) .*$`, 'm').exec(readFileSync(new URL(file, completions), 'utf8'))?.[0] ??
      '';
    const offered = [...line.matchAll(/--([a-z-]+)/g)].map(([, option]) => option);
    expect(offered.sort()).toEqual(options);
  });

  it('are all of its options in porchlight.fish', () => {
    const text = readFileSync(new URL('porchlight.fish', completions), 'utf8');
    const offered = [...text.matchAll(new RegExp(`_from ${command}' -l ([a-z-]+)`, 'g'))].map(
      ([, option]) => option,
    );
    expect(offered.sort()).toEqual(options);
  });
});

describe('the page of the sources', () => {
  it('is that of the repository on whose runner they are built', async () => {
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'us/porchlight' };
    expect(await findHomepage(env)).toBe('https://github.com/us/porchlight');
  });
});
