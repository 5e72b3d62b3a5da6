import { test as base, expect } from '@playwright/test';

export { expect };

interface Watch {
  /** What went wrong in any page of the test: it has to stay empty. */
  readonly complaints: string[];
}

/**
 * Tests whose pages must be silent: no error in the console (which is where a browser reports breaches of the content
 * security policy), none uncaught, no answer that is an error, and no request to another host.
 */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, baseURL }, use) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== new URL(baseURL ?? '').origin) complaints.push(`asks ${url.href}`);
      });
      context.on('requestfailed', (request) => {
        // What was on its way when the page went elsewhere is no fault.
        if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`no answer from ${request.url()}: ${request.failure()?.errorText}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
      });
      await use({ complaints });
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
