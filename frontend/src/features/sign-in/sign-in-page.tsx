import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, SignedOutReason } from '../../sync/session';
import { Brand } from '../../ui/brand';
import { Button } from '../../ui/button';
import { LanguageSelect } from '../../ui/language-select';
import { Notice } from '../../ui/notice';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';

interface SignInPageProps {
  session: Session;
  /** Why somebody who was signed in is not any more. */
  reason: SignedOutReason | null;
}

/** The page of whoever is signed out: sign in, or make an account. */
export function SignInPage({ session, reason }: SignInPageProps) {
  const { t } = useTranslation('signIn');
  const [isNew, setNew] = useState(false);

  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-ground px-4 py-6 text-text">
      <div className="my-auto w-full max-w-md">
        <div className="mb-6 flex justify-center">
          <Brand />
        </div>
        <section
          aria-labelledby="sign-in-title"
          className="rounded-2xl border border-line bg-surface p-6 shadow-low wide:p-8"
        >
          <h1 id="sign-in-title" className="text-xl font-semibold">
            {t(isNew ? 'titleNew' : 'title')}
          </h1>
          <p className="mt-1 mb-5 text-quiet">{t(isNew ? 'welcomeNew' : 'welcome')}</p>
          {reason && !isNew && (
            <div className="mb-5">
              <Notice tone="info" testId="signed-out-reason">
                {t(`reason.${reason}`)}
              </Notice>
            </div>
          )}
          {/* A form for each: what was said about one says nothing about the other. */}
          {isNew ? <SignUpForm session={session} /> : <SignInForm session={session} />}
        </section>
        <p className="mt-5 flex flex-wrap items-baseline justify-center gap-x-2">
          <span className="text-quiet">{t(isNew ? 'askKnown' : 'askNew')}</span>
          <Button variant="link" onClick={() => setNew(!isNew)} testId={isNew ? 'login-open' : 'signup-open'}>
            {t(isNew ? 'toKnown' : 'toNew')}
          </Button>
        </p>
        <div className="mt-6 flex justify-center">
          <LanguageSelect isLabelHidden className="w-36" />
        </div>
      </div>
    </main>
  );
}
