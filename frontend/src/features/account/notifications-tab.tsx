import { useTranslation } from 'react-i18next';
import { askForPermission, usePermission } from '../../ui/preferences/notification-permission';
import { chooseNotifications, notificationPreference } from '../../ui/preferences/notification-preference';
import { usePreference } from '../../ui/preferences/preference';
import { Notice } from '../../ui/notice';
import { Switch } from '../../ui/switch';

/** Whether this browser tells of new messages, and how much it says. */
export function NotificationsTab() {
  const { t } = useTranslation('notifications');
  const permission = usePermission();
  const { isOn, showsText } = usePreference(notificationPreference);
  const areShown = permission === 'granted' && isOn;
  const canBeShown = permission === 'granted' || permission === 'default';

  async function turn(on: boolean): Promise<void> {
    chooseNotifications({ isOn: on });
    if (on) await askForPermission();
  }

  return (
    <div className="flex max-w-md flex-col gap-3">
      <p className="text-quiet">{t('settings.hint')}</p>
      <Switch
        label={t('settings.enable')}
        checked={areShown}
        onChange={(on) => void turn(on)}
        disabled={!canBeShown}
        testId="notifications-enable"
      />
      {permission === 'denied' && (
        <Notice tone="warn" testId="notifications-blocked">
          {t('settings.blocked')}
        </Notice>
      )}
      {permission === 'unsupported' && (
        <Notice tone="warn" testId="notifications-unsupported">
          {t('settings.unsupported')}
        </Notice>
      )}
      <Switch
        label={t('settings.showText')}
        checked={showsText}
        onChange={(on) => chooseNotifications({ showsText: on })}
        disabled={!areShown}
        testId="notifications-show-text"
      />
      <p className="text-sm text-quiet">{t('settings.sound')}</p>
    </div>
  );
}
