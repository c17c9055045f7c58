import { readFileSync } from 'node:fs';

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
  /** `trusted` with its key as a PKCS #12 archive whose password is `open`. */
  readonly archive: Uint8Array;
}

/** What a server needs to speak nothing newer than TLS 1.0. */
export const OLD_TLS = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;

/** Reads the certificates of `test/fixtures/certificates`, whose README says how they were made. */
export function readTestCertificates(): TestCertificates {
  return {
    ca: readText('ca.crt.pem'),
    trusted: readPair('trusted'),
    expired: readPair('expired'),
    wrongHost: readPair('wrong-host'),
    selfSigned: readPair('self-signed'),
    selfSignedExpired: readPair('self-signed-expired'),
    archive: new Uint8Array(readFileSync(toUrl('trusted.p12'))),
  };
}

function readPair(name: string): TestCertificate {
  return { key: readText(`${name}.key.pem`), cert: readText(`${name}.crt.pem`) };
}

function readText(file: string): string {
  return readFileSync(toUrl(file), 'utf8');
}

function toUrl(file: string): URL {
  return new URL(`../fixtures/certificates/${file}`, import.meta.url);
}
