import { Trans, useTranslation } from 'react-i18next';
import { useFeedStatus, useRoutes } from '../../sync/context';

/** Which sender accepted last, and which receiver delivers. */
export function ServedBy() {
  const { t } = useTranslation('instances');
  const { servedBy } = useRoutes();
  const { instance } = useFeedStatus();
  const by = (text: 'accepted' | 'delivered', name: string | null) => (
    <span data-testid={`served-by-${text === 'accepted' ? 'sender' : 'receiver'}`}>
      <Trans
        t={t}
        i18nKey={`servedBy.${text}`}
        values={{ name: name ?? '–' }}
        components={{ b: <b className="font-medium text-text" /> }}
      />
    </span>
  );
  return (
    <span data-testid="served-by" className="inline-flex gap-x-3">
      {by('accepted', servedBy.sender)}
      {by('delivered', instance)}
    </span>
  );
}
