import { useQuery } from '@apollo/client/react';
import type { Chat } from '../generated/graphql';
import { useAccount } from './context';
import { PERSON } from './people.operations';

const SERVED_BY_USER = { service: PERSON.service };

/** The name to show for a user; empty until it is known. Names come from Apollo's cache, each is asked for once. */
export function usePersonName(userId: string): string {
  const { viewer } = useAccount();
  const isViewer = userId === viewer.id;
  const { data, loading } = useQuery(PERSON.document, {
    variables: { id: userId },
    context: SERVED_BY_USER,
    skip: isViewer || !userId,
  });
  if (isViewer) return viewer.displayName;
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
