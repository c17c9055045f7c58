import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and a certificate for a server of the tests, in PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Certificates for 127.0.0.1 and localhost but for their fault. All worth nothing outside the tests. */
export interface TestCertificates {
  /** The authority that signed `trusted`, `expired` and `wrongHost`. A client that is to believe them takes it as `ca`. */
  readonly ca: string;
  readonly trusted: TestCertificate;
  readonly expired: TestCertificate;
  /** For `elsewhere.example` only. */
  readonly wrongHost: TestCertificate;
  readonly selfSigned: TestCertificate;
  /** Signed by itself, and expired. */
  readonly selfSignedExpired: TestCertificate;
}

/** What a server needs to speak nothing newer than TLS 1.0. */
export const OLD_TLS = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;

const LOCAL_NAMES = 'DNS:localhost,IP:127.0.0.1';
const VALID = { from: '20200101000000Z', to: '20491231235959Z' };
const EXPIRED = { from: '20200101000000Z', to: '20210101000000Z' };

let made: TestCertificates | null = null;

/** Makes the certificates with the `openssl` command, once a process. Throws a sentence where there is none. */
export function createTestCertificates(): TestCertificates {
  made ??= makeAll();
  return made;
}

function makeAll(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-test-certificates-'));
  try {
    writeFileSync(join(folder, 'index.txt'), '');
    writeFileSync(join(folder, 'openssl.cnf'), toConfiguration(folder));
    const ca = makeCertificate(folder, { name: 'ca', issuer: null, names: null, dates: VALID });
    const make = (name: string, names: string, dates: Dates, issuer: string | null): TestCertificate =>
      makeCertificate(folder, { name, issuer, names, dates });
    return {
      ca: ca.cert,
      trusted: make('trusted', LOCAL_NAMES, VALID, 'ca'),
      expired: make('expired', LOCAL_NAMES, EXPIRED, 'ca'),
      wrongHost: make('wrong-host', 'DNS:elsewhere.example', VALID, 'ca'),
      selfSigned: make('self-signed', LOCAL_NAMES, VALID, null),
      selfSignedExpired: make('self-signed-expired', LOCAL_NAMES, EXPIRED, null),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Dates {
  readonly from: string;
  readonly to: string;
}

interface CertificateRequest {
  readonly name: string;
  /** Name of the authority; `null` when it signs itself. */
  readonly issuer: string | null;
  /** Subject alternative names; `null` for an authority. */
  readonly names: string | null;
  readonly dates: Dates;
}

/** `openssl ca` is the one command of OpenSSL 1.1 and 3.0 that takes dates in the past. */
function makeCertificate(
  folder: string,
  { name, issuer, names, dates }: CertificateRequest,
): TestCertificate {
  const file = (kind: string, of = name): string => join(folder, `${of}.${kind}`);
  const extensions =
    names === null
      ? 'basicConstraints=critical,CA:TRUE'
      : `basicConstraints=CA:FALSE\nsubjectAltName=${names}`;
  writeFileSync(file('ext'), `${extensions}\n`);
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file('key'));
  openssl(
    'req',
    '-new',
    '-key',
    file('key'),
    '-out',
    file('csr'),
    '-subj',
    `/CN=Porchlight test ${name}`,
    '-config',
    join(folder, 'openssl.cnf'),
  );
  const signer =
    issuer === null
      ? ['-selfsign', '-keyfile', file('key')]
      : ['-keyfile', file('key', issuer), '-cert', file('crt', issuer)];
  openssl(
    'ca',
    '-batch',
    '-notext',
    '-rand_serial',
    '-config',
    join(folder, 'openssl.cnf'),
    ...signer,
    '-in',
    file('csr'),
    '-out',
    file('crt'),
    '-extfile',
    file('ext'),
    '-startdate',
    dates.from,
    '-enddate',
    dates.to,
  );
  return { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('crt'), 'utf8') };
}

function toConfiguration(folder: string): string {
  return [
    '[req]\ndistinguished_name=name\n[name]',
    `[ca]\ndefault_ca=here\n[here]\ndatabase=${folder}/index.txt\nserial=${folder}/serial\nnew_certs_dir=${folder}`,
    'default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n',
  ].join('\n');
}

function openssl(...args: string[]): void {
  try {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    throw new Error(
      'The TLS tests need the openssl command. Install the package openssl and run them again.',
    );
  }
}
