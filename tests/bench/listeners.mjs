// A process full of screens: opens N sockets, joins, and counts what arrives. Told what to do over IPC.
import { WebSocket } from 'ws';

const [origin, wanted, mode] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
let open = 0;
let heard = 0;
let bytes = 0;
const url =
  mode === 'raw'
    ? origin.replace('http', 'ws')
    : `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;

function start() {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('message', (part) => {
    const text = part.toString();
    if (mode === 'raw') {
      if (text === 'ready') return opened();
    } else {
      if (text.startsWith('0{')) return socket.send('40');
      if (text.startsWith('40')) return socket.send('420["join",{"view":"wall","protocol":1}]');
      if (text === '2') return socket.send('3');
      if (text.startsWith('430')) return opened();
      if (!text.startsWith('42["frame"')) return;
    }
    heard++;
    bytes += text.length;
  });
  socket.on('error', (cause) => process.send?.({ error: String(cause) }));
}

function opened() {
  if (++open === wanted) process.send?.({ open });
}

process.on('message', () => process.send?.({ heard, bytes }));
for (let i = 0; i < wanted; i++) setTimeout(start, i * 2);
