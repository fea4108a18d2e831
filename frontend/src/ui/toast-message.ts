/** A short word of what has happened. */
export interface ToastMessage {
  text: string;
  tone?: 'info' | 'danger';
}
