import { startGraph } from '../../local/sandbox/graph/start-graph';
import { createGraphCalendar } from '../../src/connectors/graph-calendar';
import { createHttp } from '../../src/connectors/http';
import { calendarContract } from '../contracts/calendar';

const timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };

calendarContract('Microsoft Graph', async () => {
  const server = await startGraph();
  const connect = (token: string, user = 'dave@demo-company.example') =>
    createGraphCalendar({ url: server.url, token: async () => token, user }, createHttp('Microsoft Graph', timing));
  return {
    calendar: connect(server.token),
    expired: connect('expired'),
    nobodys: connect(server.token, 'nobody@demo-company.example'),
    meetings: () =>
      server.calendars.events.map(({ subject, body, start, end, attendees }) => ({
        title: subject,
        text: body.content,
        from: `${start.dateTime}Z`,
        to: `${end.dateTime}Z`,
        invited: attendees.map(({ emailAddress }) => emailAddress.address),
      })),
    fault: (kind, hits) => server.faults.set({ kind, ...hits }),
    close: () => server.close(),
  };
});
