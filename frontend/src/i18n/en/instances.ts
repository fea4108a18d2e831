export const instances = {
  title: 'Instances',
  service: { user: 'User', sender: 'Sender', receiver: 'Receiver' },
  automatic: 'Automatic',
  since: 'Running since {{time}}, version {{version}}',
  servedBy: {
    accepted: 'Accepted by',
    delivered: 'Delivered by',
  },
  gone_one: '{{names}} is gone; back to automatic.',
  gone_other: '{{names}} are gone; back to automatic.',
};
