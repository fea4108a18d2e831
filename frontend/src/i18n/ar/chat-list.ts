export const chatList = {};
