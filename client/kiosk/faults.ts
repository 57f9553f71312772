type Listener = (message: string) => void;
const listeners = new Set<Listener>();

/** A fault of this page that people at `/ops` should know of; said of it is what the exception says, shortened. */
export function noteFault(message: string): void {
  for (const listener of listeners) listener(message);
}

export function onFault(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const LONGEST = 300;

/** A fault as it may leave the page: bounded, without questions of addresses, and without numbers that could be somebody's. */
export function faultText(message: string): string {
  return message
    .replace(/\?\S*/g, '')
    .replace(/\d{4,}/g, '…')
    .slice(0, LONGEST);
}
