export const people = {
  search: 'Search people by name',
  searching: 'Searching…',
  nobody: 'Nobody found.',
  retry: 'Try again',
  takeBack: 'Take back {{name}}',
  isIn: 'In this chat',
};
