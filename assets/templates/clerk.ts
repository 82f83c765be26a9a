import { compact } from './serialize.ts';
import { svixHeaders } from './svix.ts';
import type { Scene, Template, TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** clerk.com/docs/guides/development/webhooks/overview. */
const event = (type: string, title: string, data: (scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: svixHeaders(scene),
    body: compact({
      data: data(scene),
      event_attributes: {
        http_request: { client_ip: '203.0.113.24', user_agent: 'Mozilla/5.0 (X11; Linux x86_64)' },
      },
      instance_id: `ins_2${scene.world.base62('instance', 26)}`,
      object: 'event',
      timestamp: scene.at,
      type,
    }),
  }),
});

const user = ({ world, at }: Scene, change: Fields = {}): Fields => {
  const person = world.person('user');
  const emailId = `idn_2${world.base62('email', 26)}`;
  return {
    birthday: '',
    created_at: at,
    email_addresses: [
      {
        created_at: at,
        email_address: person.email,
        id: emailId,
        linked_to: [],
        object: 'email_address',
        reserved: false,
        updated_at: at,
        verification: { attempts: null, expire_at: null, status: 'verified', strategy: 'email_code' },
      },
    ],
    external_accounts: [],
    external_id: null,
    first_name: person.first,
    gender: '',
    id: `user_2${world.base62('user id', 26)}`,
    image_url: 'https://img.clerk.com/preview.png',
    last_name: person.last,
    last_sign_in_at: null,
    object: 'user',
    password_enabled: true,
    phone_numbers: [],
    primary_email_address_id: emailId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    private_metadata: {},
    profile_image_url: 'https://www.gravatar.com/avatar?d=mp',
    public_metadata: {},
    two_factor_enabled: false,
    unsafe_metadata: {},
    updated_at: at,
    username: null,
    web3_wallets: [],
    ...change,
  };
};

export const clerkTemplates: TemplateSet = {
  providerId: 'clerk',
  path: '/webhooks/clerk',
  templates: [
    event('user.created', 'User created', (scene) => user(scene)),
    event('user.updated', 'User changed', (scene) =>
      user(scene, { last_sign_in_at: scene.at, public_metadata: { plan: 'pro' } }),
    ),
    event('user.deleted', 'User deleted', ({ world }) => ({
      deleted: true,
      id: `user_2${world.base62('user id', 26)}`,
      object: 'user',
    })),
    event('session.created', 'Session begun', ({ world, at }) => ({
      abandon_at: at + 30 * 86_400_000,
      actor: null,
      client_id: `client_2${world.base62('client', 26)}`,
      created_at: at,
      expire_at: at + 7 * 86_400_000,
      id: `sess_2${world.base62('session', 26)}`,
      last_active_at: at,
      object: 'session',
      status: 'active',
      updated_at: at,
      user_id: `user_2${world.base62('user id', 26)}`,
    })),
    event('organization.created', 'Organization created', ({ world, at }) => ({
      created_at: at,
      created_by: `user_2${world.base62('user id', 26)}`,
      id: `org_2${world.base62('organization', 26)}`,
      image_url: 'https://img.clerk.com/preview.png',
      logo_url: null,
      max_allowed_memberships: 5,
      name: world.company('company'),
      object: 'organization',
      public_metadata: {},
      slug: 'northwind',
      updated_at: at,
    })),
  ],
};
