export const ui = {
  close: 'إغلاق',
  cancel: 'إلغاء',
  unread_zero: 'لا رسائل غير مقروءة',
  unread_one: 'رسالة غير مقروءة',
  unread_two: 'رسالتان غير مقروءتين',
  unread_few: '{{count}} رسائل غير مقروءة',
  unread_many: '{{count}} رسالة غير مقروءة',
  unread_other: '{{count}} رسالة غير مقروءة',
  presence: { online: 'متصل', away: 'بعيد' },
  tick: {
    clock: 'بانتظار الإرسال',
    accepted: 'أُرسلت',
    stored: 'حُفظت',
    read: 'قرأها الجميع',
  },
};
