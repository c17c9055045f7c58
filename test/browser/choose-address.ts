import type { Locator, Page } from 'playwright-core';

/** Types an address into the screen of a new server, and waits until it was looked for. */
export async function chooseAddress(form: Page | Locator, address: string): Promise<void> {
  await form.locator('#url').fill(address);
  await form.getByRole('button', { name: 'Continue' }).click();
  await form.locator('pl-first-ways, pl-trust-panel, #url[aria-invalid=true]').first().waitFor();
}
