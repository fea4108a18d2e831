export const names = {
  unknown: 'Unknown',
  groupWith: 'Group with {{name}}',
};
