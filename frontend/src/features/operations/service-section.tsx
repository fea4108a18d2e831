import { useTranslation } from 'react-i18next';
import type { OperationsSample } from '../../sync/operations-watch';
import { InstanceRow } from './instance-row';
import { measuresOf, type ServiceName } from './measures';

interface ServiceSectionProps {
  service: ServiceName;
  samples: readonly OperationsSample[];
}

/** The instances of one service, a row each: what they do, how fast, and how hard it is for them. */
export function ServiceSection({ service, samples }: ServiceSectionProps) {
  const { t } = useTranslation('operations');
  const all = samples.at(-1)?.report.instances ?? [];
  const instances = all
    .filter(({ instance }) => instance.service === service)
    .sort((a, b) => a.instance.number - b.instance.number);
  const measures = measuresOf(service);
  const headings = [
    t('instance'),
    t('version'),
    t('since'),
    ...measures.map(({ name }) => (name === 'work' ? t(`work.${service}`) : t(`measure.${name}`))),
    ...(service === 'worker' ? [t('circuit.title')] : []),
  ];
  const id = `operations-${service}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 font-semibold">
        {t(`service.${service}`)}
      </h2>
      {instances.length === 0 ? (
        <p className="text-quiet">{t('none')}</p>
      ) : (
        // Focusable, so that it can be scrolled by keyboard.
        <div
          role="region"
          aria-labelledby={id}
          tabIndex={0}
          className="overflow-x-auto rounded-xl border border-line bg-surface"
        >
          <table
            className="w-full border-collapse text-sm tabular-nums"
            data-testid={`operations-${service}`}
          >
            <thead>
              <tr>
                {headings.map((heading, index) => (
                  <th
                    key={heading}
                    scope="col"
                    className={`px-3 py-2 text-start align-bottom font-medium whitespace-nowrap text-quiet ${index === 0 ? 'sticky start-0 bg-surface' : ''}`}
                  >
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {instances.map((report) => (
                <InstanceRow key={report.instance.id} report={report} measures={measures} samples={samples} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
