import type { ChatState } from '../../sync/chat-state';
import type { Message } from '../../sync/model';

/** A message that was held since it was chosen, as the chat has it by now. */
export const messageNow = (state: ChatState, held: Message): Message =>
  state.messages.find(({ id }) => id === held.id) ?? held;
