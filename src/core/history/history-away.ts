/** The history has stopped and is being restarted, so a question failed. Its message is for people. */
export class HistoryAway extends Error {
  override readonly name = 'HistoryAway';

  constructor() {
    super('The history is being started again. Try again in a moment.');
  }
}
