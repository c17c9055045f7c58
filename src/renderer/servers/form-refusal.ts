export type FieldName = 'name' | 'url' | 'secret' | 'form';

/** Why a form was not taken, and at which field. */
export interface Refusal {
  readonly ok: false;
  readonly field: FieldName;
  readonly message: string;
}

/** Main refuses in plain sentences. */
export function toFormRefusal(error: unknown): Refusal {
  return {
    ok: false,
    field: 'form',
    message: error instanceof Error ? error.message : 'This did not work. Try it again.',
  };
}
