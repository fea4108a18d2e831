import { account } from './account';
import { app } from './app';
import { chat } from './chat';
import { chatList } from './chat-list';
import { diagnostics } from './diagnostics';
import { failure } from './failure';
import { help } from './help';
import { instances } from './instances';
import { messages } from './messages';
import { names } from './names';
import { newChat } from './new-chat';
import { notifications } from './notifications';
import { operations } from './operations';
import { people } from './people';
import { signIn } from './sign-in';
import { ui } from './ui';

/** All texts of one language, a namespace for each feature. */
export const ar = {
  account,
  app,
  chat,
  chatList,
  diagnostics,
  failure,
  help,
  instances,
  messages,
  names,
  newChat,
  notifications,
  operations,
  people,
  signIn,
  ui,
};
