import type { ProbeAnswer } from '../../core/discovery/found-server.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';

/** How far a person has come with a new server. A secret in it is kept as long as the window, like the field it was typed into. */
export interface FirstMemory {
  readonly draft: ServerDraft;
  readonly probe: ProbeAnswer | null;
  /** The person goes on with an address at which nothing answered. */
  readonly anyway: boolean;
  /** The server as it was saved; its id is `null` while that is going on. */
  readonly saved: { readonly id: string | null } | null;
  /** All events before it was saved. */
  readonly eventsBefore: number;
}

let memory: FirstMemory | null = null;

/** Kept while another page is looked at; `null` for nothing that was begun. */
export function recallFirst(): FirstMemory | null {
  return memory;
}

export function rememberFirst(next: FirstMemory | null): void {
  memory = next;
}
