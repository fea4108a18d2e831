import { randomBytes, randomUUID } from 'node:crypto';

const PASSWORD = 'measure-measure';
const AT_ONCE = 64;

/** Short and long, plain and with Markdown, as people write. */
const TEXTS = [
  'ok',
  'On my way',
  'Did **anybody** look at the _second_ draft? I think that we should cut the last part.',
  'https://example.org/a/rather/long/address?with=parameters&and=more#fragment',
  'One line\nand another one\n\nand one after a gap',
  '- milk\n- bread\n- `tea`, the green one',
  '```ts\nfor (const row of rows) {\n  draw(row);\n}\n```',
  '👍',
  '> When do we begin?\n\nAt nine, I would say.',
  'مرحبا، هل نلتقي غدا في المكتب؟',
  'A longer one, so that the heights differ and have to be measured. '.repeat(6),
  'Very long. '.repeat(90),
];

async function ask(base, service, query, variables, token) {
  const response = await fetch(`${base}/${service}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`${service}: ${errors[0].message}`);
  return data;
}

async function signUp(base, role) {
  const username = `${role}-${randomBytes(5).toString('hex')}`;
  const { createUser } = await ask(
    base,
    'user',
    `mutation ($username: String!, $email: String!, $displayName: String!, $password: String!) {
       createUser(username: $username, email: $email, displayName: $displayName, password: $password) { id }
     }`,
    { username, email: `${username}@example.org`, displayName: role, password: PASSWORD },
  );
  const { login } = await ask(
    base,
    'user',
    'mutation ($username: String!, $password: String!) { login(username: $username, password: $password) { accessToken } }',
    { username, password: PASSWORD },
  );
  return { id: createUser.id, username, password: PASSWORD, token: login.accessToken };
}

async function createChat(base, by, name, participantIds) {
  const { createChat } = await ask(
    base,
    'sender',
    'mutation ($input: CreateChatInput!) { createChat(createChatInput: $input) { id } }',
    { input: { chatType: 'group', name, participantIds } },
    by.token,
  );
  return createChat.id;
}

async function fill(base, chatId, authors, count) {
  let next = 0;
  const send = async () => {
    while (next < count) {
      const n = next++;
      // Runs of one author, as in a conversation.
      const author = authors[Math.floor(n / 4) % authors.length];
      const text = TEXTS[(n * 7) % TEXTS.length];
      // Numbered where that does not change what it is.
      const content = /^[\w]/.test(text) ? `${text} (${n + 1})` : text;
      await ask(
        base,
        'sender',
        'mutation ($input: CreateMessageInput!) { createMessage(createMessageInput: $input) { seq } }',
        { input: { chatId, content, clientMessageId: randomUUID() } },
        author.token,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
}

/** Two people, a chat of theirs with `count` messages and a small one, all new. */
export async function seed(base, count) {
  const [viewer, other] = await Promise.all([signUp(base, 'viewer'), signUp(base, 'other')]);
  const large = await createChat(base, viewer, 'Large', [other.id]);
  const small = await createChat(base, viewer, 'Small', [other.id]);
  await fill(base, large, [viewer, other], count);
  await fill(base, small, [viewer, other], 60);
  return { viewer, large, small };
}
