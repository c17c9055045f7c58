/** Thrown by what a page asked for when it can't be had: the message is a sentence for a person, without secrets. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
