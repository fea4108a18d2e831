import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { preferredLanguage, rememberLanguage } from '../i18n/languages';
import { createRoutes } from '../sync/routes';
import { createPreference } from '../ui/preferences/preference';

describe('a browser that keeps nothing for this page', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('starts it all the same, and does what is chosen for as long as the page lives', () => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    jest.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse);
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
    jest.spyOn(Storage.prototype, 'removeItem').mockImplementation(refuse);

    const preference = createPreference<string | null>(
      'some-key',
      (kept) => kept,
      (value) => value,
    );
    preference.set('dark');
    expect(preference.get()).toBe('dark');
    preference.set(null);
    expect(preference.get()).toBeNull();

    const routes = createRoutes(() => Promise.resolve([]));
    routes.pin('sender', 2);
    expect(routes.path('sender')).toBe('/sender/2/graphql');

    rememberLanguage('ar');
    expect(preferredLanguage()).toBe('en');
  });
});
