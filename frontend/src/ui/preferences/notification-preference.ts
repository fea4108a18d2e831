import { createPreference } from './preference';

export interface NotificationChoice {
  /** False: switched off by the person, whatever the browser would allow. */
  isOn: boolean;
  /** False: only that there is a message, and of whom. */
  showsText: boolean;
  /** The person was asked on the page and said no: they are not asked again. */
  isOfferDismissed: boolean;
}

const AT_FIRST: NotificationChoice = { isOn: true, showsText: true, isOfferDismissed: false };

function read(kept: string | null): NotificationChoice {
  try {
    return { ...AT_FIRST, ...(JSON.parse(kept ?? '{}') as Partial<NotificationChoice>) };
  } catch (error) {
    console.warn('The choice about notifications is not readable:', error);
    return AT_FIRST;
  }
}

export const notificationPreference = createPreference('converge.notifications', read, JSON.stringify);

export const chooseNotifications = (choice: Partial<NotificationChoice>): void =>
  notificationPreference.set({ ...notificationPreference.get(), ...choice });
