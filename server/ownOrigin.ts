const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Where a process on the same machine reaches a server that listens on a host and port: `http://127.0.0.1:3000`. */
export function ownOrigin(host: string, port: number): string {
  const reached = EVERY_ADDRESS.includes(host) ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
