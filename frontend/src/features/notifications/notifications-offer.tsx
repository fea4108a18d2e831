import { Bell } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import { Button } from '../../ui/button';
import { askForPermission, usePermission } from '../../ui/preferences/notification-permission';
import { chooseNotifications, notificationPreference } from '../../ui/preferences/notification-preference';
import { usePreference } from '../../ui/preferences/preference';

/** Whether the person has sent something since they came: then an answer is what they wait for. */
function useHasSent(): boolean {
  const { sync, viewer } = useAccount();
  const [hasSent, setSent] = useState(false);
  useEffect(
    () => sync.onArrival((message) => message.senderId === viewer.id && setSent(true)),
    [sync, viewer.id],
  );
  return hasSent;
}

/** Asks, in the page and at a moment at which it makes sense, before the browser asks; once dismissed, never again. */
export function NotificationsOffer() {
  const { t } = useTranslation('notifications');
  const hasSent = useHasSent();
  const permission = usePermission();
  const { isOn, isOfferDismissed } = usePreference(notificationPreference);
  const dismiss = () => chooseNotifications({ isOfferDismissed: true });
  if (!hasSent || permission !== 'default' || !isOn || isOfferDismissed) return null;

  return (
    <section
      aria-label={t('offer.label')}
      data-testid="notifications-offer"
      className="m-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-selected p-3"
    >
      <Bell aria-hidden="true" className="size-5 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-40 text-sm">{t('offer.text')}</p>
      <span className="flex gap-2">
        <Button
          variant="primary"
          className="min-h-9! px-3!"
          // Asked is asked, whatever the answer.
          onClick={() => void askForPermission().then(dismiss)}
          testId="notifications-offer-yes"
        >
          {t('offer.yes')}
        </Button>
        <Button className="min-h-9! px-3!" onClick={dismiss} testId="notifications-offer-no">
          {t('offer.no')}
        </Button>
      </span>
    </section>
  );
}
