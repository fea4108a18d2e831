import type { BrowserContextOptions } from 'playwright-core';

/** What a phone shows; and what is left of it above its keyboard. */
export const PHONE_SIZE = { width: 390, height: 844 };
export const ABOVE_KEYBOARD = { width: 390, height: 480 };

export const PHONE: BrowserContextOptions = { viewport: PHONE_SIZE, hasTouch: true, isMobile: true };
