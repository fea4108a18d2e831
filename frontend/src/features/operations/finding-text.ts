import { useTranslation } from 'react-i18next';
import { clockSeconds } from '../../ui/time';
import type { Finding } from './findings';
import { LAGGING_MS, LATE_MS } from './measures';

/** A finding as a sentence. It has no number that changes with each answer: it would be read out anew with each. */
export function useFindingText(): (finding: Finding) => string {
  const { t, i18n } = useTranslation('operations');
  return (finding) => {
    switch (finding.name) {
      case 'noInstance':
        return t('findings.noInstance', {
          service: t(`service.${finding.service}`),
          effect: t(`without.${finding.service}`),
        });
      case 'late':
        return t('findings.late', { lane: t(`lane.${finding.lane}`), seconds: LATE_MS / 1_000 });
      case 'deadLetters':
        return t('findings.deadLetters', { count: finding.count });
      case 'gone':
      case 'restarted': {
        const time = clockSeconds(finding.at, i18n.language);
        return t(`findings.${finding.name}`, { instance: finding.instance, time });
      }
      case 'lagging':
        return t('findings.lagging', { instance: finding.instance, milliseconds: LAGGING_MS });
      case 'circuitOpen':
      case 'circuitTrying':
      case 'failing':
        return t(`findings.${finding.name}`, { instance: finding.instance });
      case 'newEpoch':
        return t('findings.newEpoch');
    }
  };
}
