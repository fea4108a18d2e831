import { useTranslation } from 'react-i18next';
import { useAccount, useRoutes } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import type { Service } from '../../sync/operation';
import { Select } from '../../ui/select';
import { fullTime } from '../../ui/time';

/** Any live instance of a service, or whichever nginx chooses. Takes effect with the next request, without a reload. */
export function InstanceSelect({ service }: { service: Service }) {
  const { t, i18n } = useTranslation('instances');
  const { routes } = useAccount();
  const { pins, instances } = useRoutes();
  const pinned = pins[service];
  const live = instances.filter((one) => one.service === service).toSorted((a, b) => a.number - b.number);
  const nameOf = (number: number) => `${service}-${number}`;

  const options = live.map(({ number, startedAt, version }) => ({
    value: String(number),
    label: nameOf(number),
    title: t('since', { time: fullTime(startedAt, i18n.language), version }),
  }));
  // A pin remembered from last time is shown before the list is there.
  if (pinned !== null && !live.some(({ number }) => number === pinned))
    options.push({ value: String(pinned), label: nameOf(pinned), title: '' });

  return (
    <Select
      // Three beside each other in the width of the list.
      className="[&_label]:text-xs [&_select]:min-h-8 [&_select]:px-1 [&_select]:text-xs"
      label={t(`service.${service}`)}
      testId={`${service}-select`}
      value={pinned === null ? 'auto' : String(pinned)}
      title={options.find(({ value }) => value === String(pinned))?.title}
      options={[{ value: 'auto', label: t('automatic') }, ...options]}
      onFocus={() =>
        void routes
          .refresh()
          .catch((error: unknown) =>
            console.warn('The live instances are not known:', failureOf(error).message),
          )
      }
      onChange={(value) => routes.pin(service, value === 'auto' ? null : Number(value))}
    />
  );
}
