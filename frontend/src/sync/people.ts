import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import type { Chat } from '../generated/graphql';
import { useAccount, useFeedStatus } from './context';
import { PERSON } from './people.operations';

const SERVED_BY_USER = { service: PERSON.service };

/**
 * The name to show for a user; empty until it is known, and for the empty id. Names come from Apollo's cache, each is
 * asked for once, and again after a reconnect if there was no answer.
 */
export function usePersonName(userId: string): string {
  const { viewer } = useAccount();
  const isViewer = userId === viewer.id;
  const { phase } = useFeedStatus();
  const { data, loading, error, refetch } = useQuery(PERSON.document, {
    variables: { id: userId },
    context: SERVED_BY_USER,
    skip: isViewer || !userId,
  });
  useEffect(() => {
    if (error && phase === 'live') refetch().catch(() => console.warn('A name is not known:', userId));
    // Not at every error: one that stays would ask without end.
  }, [phase]);

  if (isViewer) return viewer.displayName;
  if (!userId) return '';
  return data?.user?.displayName ?? (loading ? '' : 'Unknown');
}

/** A group's own name; a direct chat is named by the other person. */
export function useChatName(chat: Chat): string {
  const { viewer } = useAccount();
  const isDirect = chat.chatType === 'direct';
  const otherId = chat.participantIds.find((id) => id !== viewer.id) ?? viewer.id;
  const otherName = usePersonName(isDirect || !chat.name ? otherId : viewer.id);
  if (isDirect) return otherName;
  return chat.name ?? `Group with ${otherName}`;
}
