import type { FuzzTarget } from '../fuzz-target.ts';
import { address } from './address.ts';
import { answer } from './answer.ts';
import { bytePath } from './byte-path.ts';
import { decoder } from './decoder.ts';
import { frameGuard } from './frame-guard.ts';
import { completion, query } from './query.ts';
import { request } from './request.ts';
import { secret } from './secret.ts';
import { settings } from './settings.ts';

/** Everything that reads what it does not trust. */
export const ALL_TARGETS: readonly FuzzTarget[] = [
  bytePath,
  frameGuard,
  decoder,
  address,
  request,
  secret,
  settings,
  answer,
  query,
  completion,
];
