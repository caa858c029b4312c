// A Bolt app that answers what slacktest's TestBolt does to it. It says "ready" and, over HTTP, its port.
import bolt from '@slack/bolt';

const { App, HTTPReceiver, SocketModeReceiver, LogLevel } = bolt;
const { MODE, API_URL, BOT_TOKEN, APP_TOKEN, SIGNING_SECRET } = process.env;
const clientOptions = { slackApiUrl: API_URL };
const logLevel = LogLevel.WARN;

const receiver = MODE === 'http'
  ? new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel })
  : new SocketModeReceiver({ appToken: APP_TOKEN, clientPingTimeout: 200, installerOptions: { clientOptions }, logLevel });
const app = new App({ token: BOT_TOKEN, receiver, clientOptions, logLevel });

const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (text, value) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text }, value }],
});

app.event('app_mention', async ({ event, say }) => {
  await say({ text: 'answered', thread_ts: event.thread_ts ?? event.ts, blocks: [section('answered'), button('More', '1')] });
});

app.message('direct', async ({ message, say }) => {
  await say({ text: `direct to ${message.user}` });
});

app.command('/okbot', async ({ command, ack, respond }) => {
  await ack();
  await respond({ response_type: 'ephemeral', text: `command ${command.text}` });
});

app.command('/fast', async ({ ack }) => {
  await ack('at once');
});

app.action('more', async ({ body, ack, client }) => {
  await ack();
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: 'updated', blocks: [section('updated')] });
});

app.shortcut('ask', async ({ shortcut, ack, respond }) => {
  await ack();
  await respond({ text: `about ${shortcut.message.text}` });
});

app.shortcut('open', async ({ shortcut, ack, client }) => {
  await ack();
  const title = { type: 'plain_text', text: 'Ask' };
  await client.views.open({ trigger_id: shortcut.trigger_id, view: { type: 'modal', title, blocks: [section('hello')] } });
});

app.event('app_home_opened', async ({ event, client }) => {
  const { user } = await client.users.info({ user: event.user, include_locale: true });
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section(`home ${user.locale}`)] } });
});

app.error(async (error) => console.error('error', error.message));

if (MODE === 'http') {
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  console.log(`ready ${server.address().port}`);
} else {
  await app.start();
  console.log('ready');
}
