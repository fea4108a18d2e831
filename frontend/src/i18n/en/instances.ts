export const instances = {};
