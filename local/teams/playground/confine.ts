/**
 * Run in the Playground's process before its own code. By itself it listens on every interface and has a telemetry
 * client; here it can neither be reached from elsewhere nor reach anything but this machine.
 */
const confine = `
import net from 'node:net';
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string'
    ? listen.call(this, port, '127.0.0.1', ...rest)
    : listen.call(this, port, ...rest);
};
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = args.flat();
  const host = first?.host ?? (typeof args[1] === 'string' ? args[1] : undefined) ?? 'localhost';
  if (first?.path || ['localhost', '127.0.0.1', '::1'].includes(host)) return connect.apply(this, args);
  process.stdout.write('refused to connect to ' + host + '\\n');
  process.nextTick(() => this.destroy(new Error('this process is confined to this machine')));
  return this;
};`;

/** The flag of Node that does it. */
export const CONFINED = `--import=data:text/javascript,${encodeURIComponent(confine)}`;
