import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field';
import { IconButton } from './icon-button';

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'trailing' | 'dir'>;

/** A field for a password: it can be looked at, and says when Caps Lock is on. */
export function PasswordField({ hint, ...field }: PasswordFieldProps) {
  const { t, i18n } = useTranslation('ui');
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <Field
      {...field}
      type={isShown ? 'text' : 'password'}
      // Not by what is typed: the eye stays where the page has its end.
      dir={i18n.dir()}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCapsLock(false)}
      hint={hasCapsLock ? <span className="text-warn">{t('password.capsLock')}</span> : hint}
      trailing={
        <IconButton
          label={t(isShown ? 'password.hide' : 'password.show')}
          icon={isShown ? EyeOff : Eye}
          onClick={() => setShown(!isShown)}
          className="size-9!"
        />
      }
    />
  );
}
