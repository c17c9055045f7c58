import type { Locator, Page } from 'playwright-core';

/** Chooses an access token in a form in place of the sign-in, which stands first. */
export async function chooseToken(form: Page | Locator): Promise<void> {
  const others = form.getByText(/^(?:Use an access token, or an older server|Another way to sign in)$/);
  if ((await others.count()) > 0) await others.click();
  await form.getByRole('radio', { name: /^Access token/ }).check();
}
