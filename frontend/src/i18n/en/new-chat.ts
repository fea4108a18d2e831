export const newChat = {};
