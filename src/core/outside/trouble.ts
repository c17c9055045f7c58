import type { FailureCode } from '../stream/failure.ts';

/** Why a message was not delivered. No text from outside. */
export type Trouble =
  /** The vault has no address, or can't be read now. */
  | { readonly kind: 'no-address' }
  /** So many wait already. */
  | { readonly kind: 'too-many' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'failed'; readonly code: FailureCode };

/** "Phone can't be reached." And what to do about it. */
export function describeTrouble(name: string, trouble: Trouble): string {
  const its = `"${name}"`;
  switch (trouble.kind) {
    case 'no-address':
      return `The address of ${its} can't be read now. Unlock the keyring, or enter the address again in Settings.`;
    case 'too-many':
      return `Too many alerts wait for ${its}, because it takes none.`;
    case 'status':
      return describeStatus(its, trouble.status);
    case 'failed':
      if (trouble.code.startsWith('tls'))
        return `The certificate of ${its} is not one that this computer trusts.`;
      if (trouble.code === 'proxy-auth' || trouble.code === 'proxy-failed')
        return `The proxy on the way to ${its} does not let Porchlight through.`;
      if (trouble.code === 'timeout') return `${its} did not answer in time.`;
      if (trouble.code === 'dns') return `No computer answers to the address of ${its}.`;
      return `${its} can't be reached.`;
  }
}

function describeStatus(its: string, status: number): string {
  const code = `(${String(status)})`;
  if (status >= 300 && status < 400)
    return `${its} points to another address ${code}, and Porchlight does not follow. Enter that address in Settings.`;
  if (status === 401 || status === 403)
    return `${its} does not accept what is sent ${code}. Check its address and its token in Settings.`;
  if (status === 404 || status === 410)
    return `There is nothing at the address of ${its} ${code}. Check it in Settings.`;
  if (status === 429) return `${its} asks for fewer messages ${code}.`;
  return `${its} answers with an error ${code}.`;
}

/** What is said once, until something is delivered again. */
export function describeUndelivered(name: string, trouble: Trouble, title: string): string {
  return `${describeTrouble(name, trouble)} "${title}" was not sent there.`;
}
