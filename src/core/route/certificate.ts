import { LIMITS } from '../limits.ts';

/**
 * Facts about a server's certificate for a person. They are public, but contain untrusted text: `toCertificateFacts`
 * cleans and shortens it for a sentence.
 */
export interface CertificateFacts {
  /** Names that it is for: the alternative names, or else the common name. May be empty. */
  readonly names: readonly string[];
  /** Common name or organisation of the issuer; empty when it has neither. */
  readonly issuer: string;
  readonly selfSigned: boolean;
  /** Epoch ms; `NaN` never: a date that can't be read becomes 0. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256 of its DER: 64 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** One of its names is the server's name in the URL. */
  readonly coversHost: boolean;
}

/** Makes untrusted text short and plain: no line ends, invisible characters or direction marks. */
export function toCertificateFacts(raw: CertificateFacts): CertificateFacts {
  return {
    names: raw.names
      .map(clean)
      .filter((name) => name !== '')
      .slice(0, LIMITS.maxCertificateNames),
    issuer: clean(raw.issuer),
    selfSigned: raw.selfSigned,
    validFrom: toTime(raw.validFrom),
    validTo: toTime(raw.validTo),
    fingerprint: raw.fingerprint,
    coversHost: raw.coversHost,
  };
}

/** A fingerprint as browsers and `openssl x509 -fingerprint` show it: `AB:CD:…`, 32 pairs. */
export function formatFingerprint(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/../g) ?? []).join(':');
}

/**
 * Reads a SHA-256 fingerprint as people paste it: with or without colons, spaces, capitals, or what `openssl` and
 * browsers write before it. `null` for anything else, such as one of SHA-1.
 */
export function parseFingerprint(input: string): string | null {
  const digits = input
    .trim()
    .replace(/^sha-?256\b(?:[\s_]*fingerprint)?\s*[=:]?/i, '')
    .replace(/[\s:]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}

/** The names of a certificate for a sentence: "home.example", "home.example and 2 more", "no name". */
export function describeNames({ names }: CertificateFacts): string {
  const [first, second, ...more] = names;
  if (first === undefined) return 'no name';
  if (second === undefined) return first;
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${String(more.length)} more`;
}

/** The issuer, for a sentence. */
export function describeIssuer({ issuer, selfSigned }: CertificateFacts): string {
  if (selfSigned) return 'itself';
  return issuer === '' ? 'an authority without a name' : issuer;
}

/** Day of a certificate's date, UTC as in the certificate: YYYY-MM-DD. */
export function formatCertificateDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function clean(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const max = LIMITS.maxCertificateNameChars;
  return plain.length <= max ? plain : `${plain.slice(0, max - 1)}…`;
}

/** Years 1 to 9999 only: what a date object can show. */
function toTime(epochMs: number): number {
  return Number.isFinite(epochMs) && Math.abs(epochMs) < 2.5e14 && epochMs > -6.2e13 ? epochMs : 0;
}
