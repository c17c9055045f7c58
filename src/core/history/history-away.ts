/** A question to a history that has stopped and is being started again. Its message is for people. */
export class HistoryAway extends Error {
  override readonly name = 'HistoryAway';

  constructor() {
    super('The history is being started again. Try again in a moment.');
  }
}
