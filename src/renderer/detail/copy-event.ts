import { fire } from '../parts/fire.ts';

/** A text to copy, and its name for "Path copied". */
export interface CopyRequest {
  readonly text: string;
  readonly what: string;
}

/** Asks the pane to copy a text and to report it. */
export function requestCopy(from: EventTarget, request: CopyRequest): void {
  fire(from, 'pl-copy', request);
}
