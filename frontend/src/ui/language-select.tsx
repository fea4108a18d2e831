import { useTranslation } from 'react-i18next';
import { speak } from '../i18n/i18n';
import { LANGUAGES, type Language } from '../i18n/languages';
import { Select } from './select';
import { useToast } from './toast';

const OPTIONS = Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name }));

interface LanguageSelectProps {
  isLabelHidden?: boolean;
  className?: string;
}

/** The language of the page; each stands there in its own words. */
export function LanguageSelect(props: LanguageSelectProps) {
  const { t, i18n } = useTranslation('ui');
  const toast = useToast();
  const change = (language: Language) =>
    speak(language).catch((error: unknown) => {
      console.error('A language could not be loaded:', error);
      toast.show({ text: t('languageMissing'), tone: 'danger' });
    });

  return (
    <Select
      label={t('language')}
      value={i18n.language}
      onChange={(language) => void change(language as Language)}
      options={OPTIONS}
      testId="language-select"
      {...props}
    />
  );
}
