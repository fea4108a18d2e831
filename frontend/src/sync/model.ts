import type {
  ChangesQuery,
  ChatFieldsFragment,
  ChatType as GeneratedChatType,
  CursorFieldsFragment,
  DeadLettersQuery,
  LiveInstancesQuery,
  MessageFieldsFragment,
  OperationsQuery,
  PlaceFragment,
  ReadStatusQuery,
  ViewerEventsSubscription,
} from '../generated/receiver';
import type { RedriveDeadLettersMutation } from '../generated/sender';
import type {
  CreateUserMutationVariables,
  LoginMutation,
  MeQuery,
  SessionsQuery,
  UserFieldsFragment,
} from '../generated/user';

/** What the client knows, by the product's words. Nothing is written here: each is what a document asks for. */
export type User = UserFieldsFragment;
/** The viewer's own account, with what only they see. */
export type Me = MeQuery['me'];
/** A device on which the viewer is signed in. */
export type Session = SessionsQuery['sessions'][number];
export type AuthPayload = LoginMutation['login'];
export type NewAccount = CreateUserMutationVariables;

export type ChatType = GeneratedChatType;
export type Chat = ChatFieldsFragment;
export type Message = MessageFieldsFragment;
export type ReadCursor = CursorFieldsFragment;
export type MessageReadStatus = ReadStatusQuery['messageReadStatus'];
export type Position = PlaceFragment;
export type ChatChanges = ChangesQuery['changes'];
export type Instance = LiveInstancesQuery['instances'][number];

/** How the whole of it is doing, for administrators. */
export type OperationsReport = OperationsQuery['operations'];
export type InstanceReport = OperationsReport['instances'][number];
export type LaneReport = OperationsReport['lanes'][number];
/** An event that could not be stored, without its text. */
export type DeadLetter = DeadLettersQuery['deadLetters']['items'][number];
export type DeadLetterOutcome = RedriveDeadLettersMutation['redriveDeadLetters'];

/** Everything `viewerEvents` can say. */
export type ViewerEvent = ViewerEventsSubscription['viewerEvents'];
type EventNamed<Name extends ViewerEvent['__typename']> = Extract<ViewerEvent, { __typename: Name }>;

export type Reset = EventNamed<'Reset'>;
export type Persisted = EventNamed<'Persisted'>;
export type ParticipantAdded = EventNamed<'ParticipantAdded'>;
export type ChatStateEvent = EventNamed<'ChatCreated' | 'ChatChanged'>;
/** A change of one chat, with the revision that it made. */
export type ChatChange = Exclude<ViewerEvent, EventNamed<'Ready' | 'Reset' | 'Persisted'>>;
