import type { ClientRequest } from 'electron';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor';

/**
 * The requests of electron-updater, with an end. Where it downloads only what differs from the old file, it does not listen to the token
 * that cancels a download, and a server that falls silent there would be waited for for ever.
 */
export class EndableRequests extends ElectronHttpExecutor {
  readonly #open = new Set<ClientRequest>();

  override createRequest(options: object, callback: (response: unknown) => void): ClientRequest {
    const request = super.createRequest(options, callback);
    this.#open.add(request);
    request.once('close', () => this.#open.delete(request));
    return request;
  }

  /** Ends all that are open. Whoever waits for one is told that it failed. */
  end(): void {
    for (const request of [...this.#open]) {
      // An abort after the answer has begun is told to nobody.
      if (request.listenerCount('error') > 0) request.emit('error', new Error('The download was given up.'));
      request.abort();
    }
    this.#open.clear();
  }
}
