import { en } from '../i18n/en';
import { startTexts } from '../i18n/i18n';

// Component tests speak English, all texts at hand.
await startTexts('en', en);
