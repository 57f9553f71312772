import { encode } from 'uqr';

/** A QR code, always dark on white: cameras want it so. */
export function Qr(props: { readonly text: string; readonly label: string }) {
  const code = () => encode(props.text, { border: 3, ecc: 'M' });
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x},${y}h1v1h-1z` : '')))
      .join('');
  return (
    <svg class="qr" viewBox={`0 0 ${code().size} ${code().size}`} role="img" aria-label={props.label}>
      <rect width={code().size} height={code().size} fill="#fff" />
      <path d={path()} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
