/** Tells the other tabs of this browser; never hears itself. */
export interface TabChannel<News> {
  /** Once it is closed, nobody is told anything. */
  tell(news: News): void;
  listen(listener: (news: News) => void): void;
  close(): void;
}

export function createTabChannel<News>(name: string): TabChannel<News> {
  const channel = new BroadcastChannel(name);
  let isClosed = false;
  return {
    tell(news) {
      if (!isClosed) channel.postMessage(news);
    },
    listen: (listener) =>
      channel.addEventListener('message', (event: MessageEvent<News>) => listener(event.data)),
    close() {
      isClosed = true;
      channel.close();
    },
  };
}
