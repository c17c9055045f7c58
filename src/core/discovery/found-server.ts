import type { CertificateFacts } from '../route/certificate.ts';

/**
 * A Home Assistant that announces itself on this network (`_home-assistant._tcp.local.`), probed before it is offered. What it
 * says of itself is a claim that anybody on this network can make: `uuid`, `name` and `version` prove nothing.
 */
export interface FoundServer {
  /** The announced `uuid`; the name of the instance where a server announces none, or where another has announced the same. */
  readonly id: string;
  /** 32 hexadecimal digits. */
  readonly uuid: string | null;
  /** One safe line. */
  readonly name: string;
  /** Empty where it is not announced. */
  readonly version: string;
  /** Normalised by `parseBaseUrl`; the first announced address that answered, else the first announced one. */
  readonly url: string;
  readonly reach: 'probing' | 'answers' | 'silent';
}

/** What stands at an address that a person has typed. */
export type ProbeAnswer =
  | {
      readonly kind: 'found';
      /** Normalised by `parseBaseUrl`. */
      readonly baseUrl: string;
      readonly version: string | null;
      /** The best way to sign in there: `unknown` where it is not set up yet, or does not say. */
      readonly signIn: 'browser' | 'password' | 'unknown';
      /** Nobody that this computer trusts has signed it: a person must look at it first. */
      readonly certificate?: CertificateFacts;
    }
  /** One or two sentences: what is wrong, and the next step. */
  | { readonly kind: 'nothing'; readonly message: string };
