import { describe, expect, it } from 'vitest';
import { readFpmArguments } from '../../../scripts/packaging/fpm/arguments.mjs';
import { toControl } from '../../../scripts/packaging/fpm/control.mjs';
import { toNfpmConfig } from '../../../scripts/packaging/fpm/make-by-nfpm.mjs';

const argv = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libc6',
    '-d',
    'libnss3 | nss',
    '--deb-recommends',
    'keyring',
  ],
  ...[
    '--deb-compression',
    'zst',
    '--architecture',
    'amd64',
    '--description',
    'A monitor\n Line one.\n\nLine two.\n',
  ],
  ...[
    '--version',
    '0.2.0~beta.1',
    '--package',
    '/tmp/x.deb',
    '--name',
    'porchlight',
    '--maintainer',
    'Us <us@x.org>',
  ],
  ...['--url', 'https://x.org', '--category', 'utils', '--license', 'MIT', '--after-install', '/tmp/in.sh'],
  ...['/app/=/opt/Porchlight', '/a=b/icon.png=/usr/share/icon.png'],
];

describe('the stand-in for fpm', () => {
  it('reads what electron-builder writes', () => {
    expect(readFpmArguments(argv)).toMatchObject({
      values: { target: 'deb', compression: 'zst', output: '/tmp/x.deb', postinst: '/tmp/in.sh' },
      depends: ['libc6', 'libnss3 | nss'],
      recommends: ['keyring'],
      contents: [
        { from: '/app/', to: '/opt/Porchlight' },
        { from: '/a=b/icon.png', to: '/usr/share/icon.png' },
      ],
    });
  });

  it.each([['--deb-upstart'], ['--config-files'], ['stray']])('refuses %s', (word) => {
    expect(() => readFpmArguments([...argv, word])).toThrow(`does not know ${word}`);
  });

  it('leaves paths out, and refuses patterns, which fpm would know', () => {
    expect(readFpmArguments([...argv, '--exclude', 'opt/Porchlight/share']).excludes).toEqual([
      'opt/Porchlight/share',
    ]);
    expect(() => readFpmArguments([...argv, '--exclude', 'opt/*.sh'])).toThrow(
      'no patterns such as opt/*.sh',
    );
  });

  it('takes the later one of two descriptions, as fpm does', () => {
    expect(readFpmArguments([...argv, '--description', 'Another']).values.description).toBe('Another');
  });

  it('writes a control file', () => {
    expect(toControl(readFpmArguments(argv), 1234)).toBe(
      `Package: porchlight
Version: 0.2.0~beta.1
Architecture: amd64
Maintainer: Us <us@x.org>
Installed-Size: 1234
Depends: libc6, libnss3 | nss
Recommends: keyring
Section: utils
Priority: optional
Homepage: https://x.org
Description: A monitor
 Line one.
 .
 Line two.
`,
    );
  });

  it('names no page where nobody knows it', () => {
    const wish = readFpmArguments([...argv, '--url', 'https://porchlight.invalid']);
    expect(toControl(wish, 1)).not.toContain('Homepage');
    expect(toNfpmConfig(wish)).not.toHaveProperty('homepage');
  });

  it('tells nfpm of folders, files and scripts', () => {
    const config = toNfpmConfig(readFpmArguments([...argv, '-t', 'rpm', '--rpm-compression', 'xzmt']));
    expect(config).toMatchObject({
      release: '1',
      rpm: { compression: 'xz' },
      scripts: { postinstall: '/tmp/in.sh' },
    });
    expect(config.contents).toEqual([
      { src: '/app/', dst: '/opt/Porchlight', type: 'tree' },
      { src: '/a=b/icon.png', dst: '/usr/share/icon.png' },
    ]);
  });
});
