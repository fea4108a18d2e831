import { Activity, Download, Eraser } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCell, useChats, useRoutes } from '../../sync/context';
import { useChatNames } from '../../sync/people';
import { Button } from '../../ui/button';
import { SidePanel } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { ConnectionSection } from './connection-section';
import { deliveryMatrix } from './delivery-matrix';
import { MatrixSection } from './matrix-section';
import { MessagesSection } from './messages-section';
import { diagnosticsReport, saveAsJson } from './report';
import { useConnectionFacts } from './use-connection-facts';

interface DiagnosticsPanelProps {
  openChatId: string | null;
  onClose: () => void;
}

/** For testers: how this client is connected, and which instances each message went through, how fast. */
export function DiagnosticsPanel({ openChatId, onClose }: DiagnosticsPanelProps) {
  const { t } = useTranslation('diagnostics');
  const { sync } = useAccount();
  const deliveries = useCell(sync.deliveries);
  const facts = useConnectionFacts(openChatId);
  const chatName = useNameOfChat();
  const { instances } = useRoutes();
  const matrix = useMemo(() => {
    const namesOf = (service: string) =>
      instances.filter((one) => one.service === service).map(({ id }) => id);
    return deliveryMatrix(deliveries, { senders: namesOf('sender'), receivers: namesOf('receiver') });
  }, [deliveries, instances]);

  const save = () => {
    const now = new Date();
    const name = `converge-diagnostics-${now.toISOString().replaceAll(':', '-')}.json`;
    saveAsJson(name, diagnosticsReport(deliveries, facts, now));
  };

  return (
    <SidePanel title={t('title')} onClose={onClose} testId="diagnostics">
      <div className="flex flex-col gap-6">
        <ConnectionSection facts={facts} />
        {deliveries.length === 0 ? (
          <EmptyState icon={Activity} title={t('empty.title')} text={t('empty.text')} />
        ) : (
          <>
            <MatrixSection matrix={matrix} />
            <MessagesSection deliveries={deliveries} chatName={chatName} />
          </>
        )}
        <div className="flex flex-wrap gap-2">
          <Button icon={Download} onClick={save} testId="diagnostics-export">
            {t('export')}
          </Button>
          <Button icon={Eraser} onClick={sync.clearDeliveries} testId="diagnostics-clear">
            {t('clear')}
          </Button>
        </div>
      </div>
    </SidePanel>
  );
}

/** The name of a chat by its id; of one that is gone, the id. */
function useNameOfChat(): (chatId: string) => string {
  const nameOf = useChatNames();
  const chats = useChats();
  return useMemo(() => {
    const names = new Map(chats.map(({ chat }) => [chat.id, nameOf(chat)]));
    return (chatId: string) => names.get(chatId) ?? chatId;
  }, [chats, nameOf]);
}
