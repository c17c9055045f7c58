import { fire } from '../parts/fire.ts';

/** Something to be copied, and what it is, as in "Path copied". */
export interface CopyRequest {
  readonly text: string;
  readonly what: string;
}

/** Asks the pane around to copy something and to say so. */
export function requestCopy(from: EventTarget, request: CopyRequest): void {
  fire(from, 'pl-copy', request);
}
