import * as z from 'zod';
import { readYaml } from '../rules/read-yaml.ts';
import { verifyMinisign, type VerifyEd25519 } from './minisign.ts';
import type { Release, UpdateFailure } from './updates-view.ts';
import { compareVersions, isPrerelease, isVersion } from './version-order.ts';

/** A list of versions has some 1 kB and release notes. */
export const MAX_LIST_BYTES = 262_144;
export const MAX_SIGNATURE_BYTES = 4_096;
/** A package has some 100 MB. */
export const MAX_UPDATE_BYTES = 1_000_000_000;
const MAX_NOTES = 20_000;

/** A file of a release. */
export interface ReleaseFile {
  /** A plain name, without a folder. */
  readonly url: string;
  /** Base64. */
  readonly sha512: string;
  readonly size: number;
  readonly blockMapSize?: number;
}

/** A release, with what a download needs. */
export interface ListedRelease extends Release {
  readonly files: readonly [ReleaseFile, ...ReleaseFile[]];
}

export type ReadList =
  | { readonly kind: 'newer'; readonly release: ListedRelease; readonly signedAt: number }
  | { readonly kind: 'newest'; readonly signedAt: number }
  | { readonly kind: 'failed'; readonly failure: UpdateFailure };

/**
 * Of what electron-builder writes, only what is needed. What could lead elsewhere (a full address, the package of a web installer, a
 * demand for administrator rights, a share of people who get it) is left out, though it is signed.
 */
const listSchema = z.object({
  version: z.string().refine(isVersion),
  files: z.tuple([fileSchema()], fileSchema()).refine(({ length }) => length <= 50),
  releaseNotes: z.string().nullish(),
});

function fileSchema() {
  return z.object({
    url: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._+-]{0,199}$/),
    sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
    size: z.number().int().min(1).max(MAX_UPDATE_BYTES),
    blockMapSize: z.number().int().min(1).max(10_000_000).exactOptional(),
  });
}

export interface ListToRead {
  /** The bytes as they came. Nothing in them is read before their signature is found good. */
  readonly bytes: Uint8Array;
  /** The text of the `.minisig` beside it; `null` where there is none. */
  readonly signature: string | null;
  readonly publicKey: string;
  /** The name that was asked for. A list of another system or channel is refused, though it is signed. */
  readonly name: string;
  /** Of the version that is running. */
  readonly current: string;
  /** Epoch ms at which the newest list that was ever seen was signed; 0 where there was none. */
  readonly seenSignedAt: number;
}

/** Verifies and reads a list of versions. */
export function readList(list: ListToRead, verify: VerifyEd25519): ReadList {
  if (list.signature === null) return failed('unsigned');
  const signed = verifyMinisign(list.bytes, list.signature, list.publicKey, verify);
  // A page of a hotel's network where the signature should be is no signature either.
  if (signed.kind !== 'good') return failed(signed.kind === 'malformed' ? 'unsigned' : 'wrong-signature');
  if (signed.comment.file !== list.name) return failed('other-list');
  if (signed.comment.signedAt < list.seenSignedAt) return failed('rolled-back');
  const parsed = listSchema.safeParse(parse(list.bytes));
  if (!parsed.success) return failed('unreadable');
  const { version, files, releaseNotes } = parsed.data;
  const { signedAt } = signed.comment;
  const order = compareVersions(version, list.current);
  // Who runs a beta version may know more than the list of stable ones.
  if (order < 0 && !isPrerelease(list.current)) return failed('rolled-back');
  if (order <= 0) return { kind: 'newest', signedAt };
  return { kind: 'newer', signedAt, release: { version, files, notes: toPlainNotes(releaseNotes ?? '') } };
}

function failed(failure: UpdateFailure): ReadList {
  return { kind: 'failed', failure };
}

function parse(bytes: Uint8Array): unknown {
  try {
    const { value, problems } = readYaml(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return problems.length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Control characters and those that turn the direction of a text are for terminals and tricks. */
function toPlainNotes(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\t]/gu, '');
  return plain.length > MAX_NOTES ? `${plain.slice(0, MAX_NOTES)}…` : plain.trim();
}
