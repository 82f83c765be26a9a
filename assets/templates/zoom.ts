import { compact } from './serialize.ts';
import { headers, HOUR, isoSeconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** developers.zoom.us/docs/api/webhooks. */
const event = (name: string, title: string, payload: (scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/json; charset=utf-8',
      'User-Agent',
      'Zoom Marketplace/1.0a',
      'clientid',
      scene.world.base62('client', 22),
      'x-zm-trackingid',
      `v=2.0;clid=us04;rid=WEB_${scene.message.hex('tracking', 32)}`,
    ),
    body: compact({ event: name, payload: payload(scene), event_ts: scene.at }),
  }),
});

const meeting = ({ world, at }: Scene, change: Fields): Fields => ({
  account_id: world.base62('account', 22),
  object: {
    duration: 60,
    start_time: isoSeconds(at),
    timezone: 'America/Los_Angeles',
    topic: 'Launch review',
    id: world.digits('meeting', 11),
    type: 2,
    uuid: `${world.base62('uuid', 22)}==`,
    host_id: world.base62('host', 22),
    ...change,
  },
});

export const zoomTemplates: TemplateSet = {
  providerId: 'zoom',
  path: '/webhooks/zoom',
  templates: [
    event('endpoint.url_validation', 'Endpoint validation', ({ message }) => ({
      plainToken: message.base62('plain', 22),
    })),
    event('meeting.started', 'Meeting started', (scene) => meeting(scene, {})),
    event('meeting.participant_joined', 'Somebody joined', (scene) => {
      const person = scene.world.person('participant');
      return meeting(scene, {
        participant: {
          user_id: scene.world.digits('participant id', 8),
          user_name: person.name,
          id: scene.world.base62('participant', 22),
          participant_uuid: scene.world.hex('participant uuid', 32).toUpperCase(),
          join_time: isoSeconds(scene.at),
          email: person.email,
        },
      });
    }),
    event('meeting.ended', 'Meeting ended', (scene) =>
      meeting(scene, { end_time: isoSeconds(scene.at), start_time: isoSeconds(scene.at - HOUR) }),
    ),
    event('recording.completed', 'Recording ready', (scene) => {
      const { world, at } = scene;
      const url = `https://us04web.zoom.us/rec/share/${world.base62('share', 40)}`;
      return {
        ...meeting(scene, {
          share_url: url,
          total_size: 3_328_371,
          recording_count: 1,
          recording_files: [
            {
              id: world.uuid('file'),
              meeting_id: `${world.base62('uuid', 22)}==`,
              recording_start: isoSeconds(at - HOUR),
              recording_end: isoSeconds(at),
              file_type: 'MP4',
              file_size: 3_328_371,
              file_extension: 'MP4',
              play_url: url,
              download_url: url,
              status: 'completed',
              recording_type: 'shared_screen_with_speaker_view',
            },
          ],
        }),
      };
    }),
  ],
};
