export type DemoLevel = 'debug' | 'info' | 'warn' | 'error';

/** A line as each service writes them: JSON, logfmt, plain text. */
export function demoText(service: string, level: DemoLevel, time: number, random: () => number): string {
  const pick = <Item>(items: Item[]) => items[Math.floor(random() * items.length)]!;
  const number = (most: number) => Math.floor(random() * most);
  const at = new Date(time).toISOString();
  if (service === 'order-service') {
    const msg = pick(orderMessages[level]);
    return JSON.stringify({ time: at, level, msg, orderId: `o-${10_000 + number(90_000)}` });
  }
  if (service === 'payment-service') {
    const msg = pick(paymentMessages[level]);
    return `ts=${at} level=${level} msg="${msg}" payment=p-${number(1_000_000)} ms=${number(400)}`;
  }
  const path = pick(['/orders', `/orders/${number(100_000)}`, '/payments', '/health']);
  return `${at} [${level.toUpperCase()}] ${pick(gatewayMessages[level])} path=${path}`;
}

const orderMessages: Record<DemoLevel, string[]> = {
  debug: ['cache hit', 'cart loaded'],
  info: ['order placed', 'order paid', 'order shipped', 'stock reserved'],
  warn: ['slow query: 1.8 s', 'stock is low', 'retrying payment-service, attempt 2'],
  error: ['payment-service answered 502', 'order could not be stored: deadlock detected', 'timeout waiting for stock'],
};
const paymentMessages: Record<DemoLevel, string[]> = {
  debug: ['idempotency key seen before', 'rates refreshed'],
  info: ['payment authorized', 'payment captured', 'refund sent'],
  warn: ['card processor is slow', 'payment declined by the bank'],
  error: ['card processor timed out after 3000 ms', 'ledger refused the entry: version conflict'],
};
const gatewayMessages: Record<DemoLevel, string[]> = {
  debug: ['route matched', 'connection reused'],
  info: ['200 GET', '201 POST', '304 GET'],
  warn: ['429 POST: client is over its limit', 'upstream order-service took 2100 ms'],
  error: ['502 GET: upstream order-service: connection refused', '504 POST: upstream payment-service timed out'],
};
