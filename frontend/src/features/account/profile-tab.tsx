import { LIMITS } from '@converge/domain';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccountRules, useErrorTexts } from '../../people/account-rules';
import { useAccount } from '../../sync/context';
import type { Me } from '../../sync/model';
import { useSubmission } from '../../sync/submission';
import { Avatar } from '../../ui/avatar';
import { Field } from '../../ui/field';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { SubmitButton } from '../../ui/submit-button';
import { useToast } from '../../ui/toast';
import { useLoaded } from './loaded';
import { Loading } from './loading';

const FIELDS = ['displayName', 'email'] as const;

/** How others see the person, and where they can be reached. */
export function ProfileTab() {
  const { t } = useTranslation('account');
  const { account } = useAccount();
  const { data, failure, load, put } = useLoaded(account.me);
  if (!data) return <Loading label={t('profile.loading')} failure={failure} onAgain={load} />;
  return <ProfileForm me={data} onSaved={put} />;
}

function ProfileForm({ me, onSaved }: { me: Me; onSaved: (me: Me) => void }) {
  const { t } = useTranslation('account');
  const { account } = useAccount();
  const rules = useAccountRules();
  const failureText = useFailureText();
  const toast = useToast();

  const submission = useSubmission(async (values: Record<string, string>) => {
    const displayName = values['displayName']?.trim() ?? '';
    const email = values['email']?.trim() ?? '';
    if (displayName === me.displayName && email === me.email) {
      return toast.show({ text: t('profile.unchanged') });
    }
    // What stays is not sent: another device may have changed it meanwhile.
    onSaved(
      await account.updateProfile({
        displayName: displayName === me.displayName ? undefined : displayName,
        email: email === me.email ? undefined : email,
      }),
    );
    toast.show({ text: t('profile.saved') });
  }, FIELDS);
  const { submit, isBusy, problem } = submission;
  const errors = useErrorTexts(submission);

  return (
    <Form onSubmit={submit} errors={errors} className="flex max-w-md flex-col gap-4">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={me.displayName} size="lg" />
        <div className="min-w-0">
          <p className="truncate text-lg font-semibold" dir="auto">
            {me.displayName}
          </p>
          <p className="truncate text-quiet">
            <span className="sr-only">{t('profile.username')} </span>
            <bdi>@{me.username}</bdi>
          </p>
        </div>
      </div>
      <Field
        name="displayName"
        label={t('profile.displayName')}
        hint={t('profile.displayNameHint')}
        defaultValue={me.displayName}
        validate={rules.displayName}
        autoComplete="name"
        maxLength={LIMITS.displayNameLength}
        aria-required
        testId="profile-display-name"
      />
      <Field
        name="email"
        label={t('profile.email')}
        hint={t('profile.emailHint')}
        defaultValue={me.email ?? ''}
        validate={rules.email}
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={LIMITS.emailLength}
        aria-required
        testId="profile-email"
      />
      {problem && (
        <Notice tone="danger" testId="profile-problem">
          {failureText(problem)}
        </Notice>
      )}
      <SubmitButton
        isBusy={isBusy}
        busyLabel={t('profile.saving')}
        className="self-start"
        testId="profile-save"
      >
        {t('profile.save')}
      </SubmitButton>
    </Form>
  );
}
