import { Tabs } from '@base-ui/react/tabs';
import { Bell, KeyRound, MonitorSmartphone, Palette, UserRound, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog';
import { AppearanceTab } from './appearance-tab';
import { NotificationsTab } from './notifications-tab';
import { PasswordTab } from './password-tab';
import { ProfileTab } from './profile-tab';
import { SessionsTab } from './sessions-tab';

const TABS = ['profile', 'password', 'sessions', 'appearance', 'notifications'] as const;
type TabName = (typeof TABS)[number];

const PARTS: Record<TabName, { icon: LucideIcon; Content: ComponentType }> = {
  profile: { icon: UserRound, Content: ProfileTab },
  password: { icon: KeyRound, Content: PasswordTab },
  sessions: { icon: MonitorSmartphone, Content: SessionsTab },
  appearance: { icon: Palette, Content: AppearanceTab },
  notifications: { icon: Bell, Content: NotificationsTab },
};

/** The person's account, and how this browser is set for them. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  return (
    <Dialog title={t('title')} onClose={onClose} size="lg" testId="settings-dialog">
      <Tabs.Root
        defaultValue="profile"
        className="flex flex-col gap-4 wide:min-h-105 wide:flex-row wide:gap-6"
      >
        <Tabs.List
          activateOnFocus
          className="-mx-5 flex shrink-0 gap-1 overflow-x-auto border-b border-line px-4 pb-2 wide:mx-0 wide:w-44 wide:flex-col wide:border-0 wide:px-0"
        >
          {TABS.map((name) => (
            <SettingsTab key={name} name={name} />
          ))}
        </Tabs.List>
        {TABS.map((name) => {
          const { Content } = PARTS[name];
          return (
            <Tabs.Panel key={name} value={name} className="min-w-0 flex-1 rounded-lg p-1">
              <Content />
            </Tabs.Panel>
          );
        })}
      </Tabs.Root>
    </Dialog>
  );
}

function SettingsTab({ name }: { name: TabName }) {
  const { t } = useTranslation('account');
  const { icon: Icon } = PARTS[name];
  return (
    <Tabs.Tab
      value={name}
      data-testid={`settings-${name}`}
      className="flex min-h-10 shrink-0 items-center gap-2.5 rounded-lg px-3 font-medium text-quiet hover:bg-hover data-active:bg-selected data-active:text-text"
    >
      <Icon aria-hidden="true" className="size-4.5 shrink-0" />
      {t(`${name}.tab`)}
    </Tabs.Tab>
  );
}
