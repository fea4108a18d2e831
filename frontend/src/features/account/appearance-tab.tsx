import { useTranslation } from 'react-i18next';
import { LanguageSelect } from '../../ui/language-select';
import { usePreference } from '../../ui/preferences/preference';
import { THEMES, themePreference, type Theme } from '../../ui/preferences/theme';
import { Select } from '../../ui/select';

/** Theme and language of this browser; both hold at once. */
export function AppearanceTab() {
  const { t } = useTranslation('account');
  const theme = usePreference(themePreference);
  return (
    <div className="flex max-w-xs flex-col gap-4">
      <Select
        label={t('appearance.theme')}
        value={theme}
        onChange={(next) => themePreference.set(next as Theme)}
        options={THEMES.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
        testId="theme-select"
      />
      <LanguageSelect />
    </div>
  );
}
