export const people = {
  search: 'ابحث عن أشخاص بالاسم',
  searching: 'جارٍ البحث…',
  nobody: 'لم يُعثر على أحد.',
  retry: 'إعادة المحاولة',
  takeBack: 'إزالة {{name}} من الاختيار',
  isIn: 'عضو بالفعل',
};
