import type { Provider } from './provider.ts';

/** dev.twitch.tv/docs/eventsub/handling-webhook-events. */
export const twitch: Provider = {
  id: 'twitch',
  name: 'Twitch EventSub',
  mark: { letters: 'Tv', color: '#772ce8' },
  docsUrl: 'https://dev.twitch.tv/docs/eventsub/handling-webhook-events/',
  clues: { headers: ['twitch-eventsub-message-type', 'twitch-eventsub-message-id'] },
  recognizes: () => true,
  eventType(request) {
    const messageType = request.header('twitch-eventsub-message-type');
    const isNotification = messageType === undefined || messageType === 'notification';
    return isNotification ? request.header('twitch-eventsub-subscription-type') : messageType;
  },
  eventId: (request) => request.header('twitch-eventsub-message-id'),
  schemeIds: ['twitch-sha256'],
  secret: {
    label: 'Secret',
    example: '10 to 100 ASCII characters you chose',
    where: 'You chose it: the secret in the transport of the Create EventSub Subscription call.',
  },
  handshake: 'A webhook_callback_verification message is answered 200 with its challenge as text.',
};
