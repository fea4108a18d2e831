export const names = {
  unknown: 'غير معروف',
  groupWith: 'مجموعة مع {{name}}',
};
