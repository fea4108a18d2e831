export const instances = {
  title: 'النُّسخ العاملة',
  service: { user: 'المستخدم', sender: 'المُرسِل', receiver: 'المستقبِل' },
  automatic: 'تلقائي',
  since: 'تعمل منذ {{time}}، الإصدار {{version}}',
  servedBy: {
    accepted: 'قُبلت من',
    delivered: 'سُلّمت من',
  },
  gone_zero: 'توقفت {{names}}؛ عدنا إلى الاختيار التلقائي.',
  gone_one: 'توقفت {{names}}؛ عدنا إلى الاختيار التلقائي.',
  gone_two: 'توقفت {{names}}؛ عدنا إلى الاختيار التلقائي.',
  gone_few: 'توقفت {{names}}؛ عدنا إلى الاختيار التلقائي.',
  gone_many: 'توقفت {{names}}؛ عدنا إلى الاختيار التلقائي.',
  gone_other: 'توقفت {{names}}؛ عدنا إلى الاختيار التلقائي.',
};
