export type Service = 'user' | 'sender' | 'receiver';
